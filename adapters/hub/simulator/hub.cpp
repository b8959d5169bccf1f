#include "adapters/hub/simulator/hub.hpp"

#include <algorithm>
#include <charconv>

#include "adapters/simulator_kit/kmehr_parts.hpp"
#include "adapters/simulator_kit/names.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"

namespace sluis::sandbox {
namespace {

using native::Node;
using native::XmlWriter;

constexpr std::string_view kProtocol = "http://www.ehealth.fgov.be/hubservices/protocol/v3";
constexpr std::string_view kCore = "http://www.ehealth.fgov.be/hubservices/core/v3";
constexpr std::string_view kAction = "urn:be:fgov:ehealth:intrahub:protocol:v3:GetTransactionList";
constexpr std::size_t kPageSize = 50;

XmlWriter::Name p(std::string_view local) {
  return {"p", kProtocol, local};
}
XmlWriter::Name c(std::string_view local) {
  return {"c", kCore, local};
}
XmlWriter::Name k(std::string_view local) {
  return {"k", names::kKmehr, local};
}

Fault wrong(std::string where) {
  return Fault(FaultId::SchemaViolation, std::move(where));
}

std::optional<std::size_t> whole_number(std::string_view text) {
  text = core::trim(text);
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

void write_scheme(XmlWriter& xml, const XmlWriter::Name& name, std::string_view scheme, std::string_view version,
                  std::string_view value, std::string_view local = {}) {
  xml.open(name).attribute("S", scheme);
  if (!local.empty()) xml.attribute("SL", local);
  xml.attribute("SV", version).text(value).close();
}

// The patient as KMEHR wants a person; name and birth date when the hub knows them.
void write_patient(XmlWriter& xml, const World& world, const std::string& ssin) {
  const auto* person = world.person(ssin);
  const bool female = ((ssin[8] - '0') % 2) == 0;
  xml.open(c("patient"));
  write_scheme(xml, k("id"), "INSS", "1.0", ssin);
  xml.element(k("firstname"), person == nullptr ? "Onbekend" : person->first);
  xml.element(k("familyname"), person == nullptr ? "Onbekend" : person->family);
  if (person != nullptr) xml.open(k("birthdate")).element(k("date"), core::to_text(person->birth)).close();
  xml.open(k("sex"));
  write_scheme(xml, k("cd"), "CD-SEX", "1.0", female ? "female" : "male");
  xml.close().element(k("usuallanguage"), "nl").close();
}

}  // namespace

Hub::Hub(HubIdentity identity, const World& world, MessageSecurity& security, const core::Clock& clock,
         core::Random& random)
    : identity_(std::move(identity)),
      name_("hub" + std::to_string(identity_.number)),
      world_(world),
      security_(security),
      clock_(clock),
      random_(random) {}

Answer Hub::fault() const {
  return soap_fault("SOA-02001", random_, "scenario: fault");
}

Answer Hub::answer(const Question& question) {
  if (question.path != kHubPath) return soap_fault("SOA-03005", random_, "path");
  const auto body = respond(question);
  return body ? soap_answer(*body) : soap_fault(body.error(), random_);
}

Result<std::string> Hub::respond(const Question& question) {
  const auto message = read_soap(question);
  if (!message) return message.error();
  const auto token = security_.token_caller(*message);
  if (!token) return token.error();
  if (!token->recognised_organisation())
    return Fault(FaultId::NotAuthorised, "no recognised organisation in the token");
  if (!message->content.is(kProtocol, "GetTransactionListRequest")) return Fault(FaultId::UnknownOperation);
  if (!action_is(question.soap_action, kAction)) return Fault(FaultId::ActionDisagrees);
  const auto filter = read(message->content);
  if (!filter) return filter.error();
  return list(message->content.child(kCore, "request"), *filter);
}

Result<Hub::Filter> Hub::read(Node content) {
  const auto parts = content.children();
  if (parts.size() != 2 || !parts[0].is(kCore, "request") || !parts[1].is(kCore, "select")) return wrong("body");
  if (const auto ok = check_request(parts[0], kCore, {"maxrows", "breaktheglass", "paginationinfo"}); !ok)
    return ok.error();
  Filter filter;
  const auto select = parts[1];
  const auto inss = inss_of(select.child(kCore, "patient").children(kCore, "id"));
  if (!inss || inss->empty()) return wrong("select/patient/id");
  filter.patient = *inss;
  if (const auto ok = read_period(select.child(kCore, "transaction"), filter); !ok) return ok.error();
  if (const auto ok = read_pages(parts[0], filter); !ok) return ok.error();
  const auto search = select.child(kCore, "searchtype");
  const auto type = search ? std::string(core::trim(search.text())) : "local";
  if (type != "local" && type != "global" && type != "external") return wrong("select/searchtype");
  filter.nothing = type == "external";
  return filter;
}

Status Hub::read_period(Node transaction, Filter& filter) {
  for (const auto& cd : transaction.children(kCore, "cd")) {
    if (cd.attribute("S").value_or("") == "CD-TRANSACTION") filter.categories.emplace_back(core::trim(cd.text()));
  }
  const auto date = [&](std::string_view name, std::optional<Date>& into) {
    const auto node = transaction.child(kCore, name);
    if (!node) return true;
    into = core::parse_date(core::trim(node.text()));
    return into.has_value();
  };
  if (!date("begindate", filter.begin) || !date("enddate", filter.end)) return wrong("select/transaction");
  return Done{};
}

Status Hub::read_pages(Node request, Filter& filter) {
  if (const auto rows = request.child(kCore, "maxrows")) {
    filter.max_rows = whole_number(rows.text());
    if (!filter.max_rows) return wrong("request/maxrows");
  }
  if (const auto pages = request.child(kCore, "paginationinfo")) {
    const auto index = whole_number(pages.child(kCore, "index").text());
    if (!index) return wrong("request/paginationinfo/index");
    filter.index = *index;
    filter.wants_pages = true;
  }
  return Done{};
}

// Newest first; what maxrows cuts off doesn't count.
std::vector<const StoredDocument*> Hub::found(const Filter& filter) const {
  std::vector<const StoredDocument*> all;
  for (const auto& d : world_.documents) {
    const auto date = core::brussels_date(document_moment(world_, d));
    const auto& wanted = filter.categories;
    if (filter.nothing || d.hub != identity_.number || d.patient != filter.patient) continue;
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), d.category) == wanted.end()) continue;
    if ((filter.begin && date < *filter.begin) || (filter.end && date > *filter.end)) continue;
    all.push_back(&d);
  }
  std::stable_sort(all.begin(), all.end(), [&](const auto* a, const auto* b) {
    return document_moment(world_, *a) > document_moment(world_, *b);
  });
  if (filter.max_rows && all.size() > *filter.max_rows) all.resize(*filter.max_rows);
  return all;
}

std::string Hub::list(Node request, const Filter& filter) const {
  std::vector<KmehrError> errors;
  bool complete = true;
  if (!check_digits_right(filter.patient)) {
    errors.push_back({"400", "Subject with this SSIN unknown"});
    complete = false;
  } else if (filter.begin && filter.end && *filter.begin > *filter.end) {
    errors.push_back({"415", "The period ends before it begins"});
    complete = false;
  }
  const auto all = errors.empty() ? found(filter) : std::vector<const StoredDocument*>();
  const auto from = std::min(filter.index, all.size());
  const std::vector<const StoredDocument*> page(
      all.begin() + static_cast<std::ptrdiff_t>(from),
      all.begin() + static_cast<std::ptrdiff_t>(std::min(from + kPageSize, all.size())));
  if (errors.empty() && page.empty()) errors.push_back({"202", "No data available for profile or criteria"});
  XmlWriter xml;
  xml.open(p("GetTransactionListResponse"));
  open_response(xml, kCore, {identity_.ehp, "", "hub", identity_.name, "", ""}, request, clock_.now(), random_);
  if (filter.wants_pages || all.size() > page.size()) {
    xml.open(c("paginationinfo")).element(c("pagesize"), std::to_string(kPageSize));
    xml.element(c("totalrecordcount"), std::to_string(all.size())).close();
  }
  xml.close();
  write_acknowledge(xml, kCore, complete, errors);
  if (!page.empty()) write_documents(xml, filter, page);
  return xml.close().take();
}

void Hub::write_documents(XmlWriter& xml, const Filter& filter, const std::vector<const StoredDocument*>& page) const {
  xml.open(c("kmehrheader")).open(c("folder"));
  write_patient(xml, world_, filter.patient);
  std::size_t number = 0;
  for (const auto* document : page) write_summary(xml, *document, ++number);
  xml.close().close();
}

void Hub::write_summary(XmlWriter& xml, const StoredDocument& document, std::size_t number) const {
  const auto moment = document_moment(world_, document);
  xml.open(c("transaction"));
  write_scheme(xml, c("id"), "ID-KMEHR", "1.0", std::to_string(number));
  write_scheme(xml, c("id"), "LOCAL", "1.0", document.id, document.sl);
  write_scheme(xml, c("cd"), "CD-TRANSACTION", "1.6", document.category);
  if (document.category == "medicationscheme") write_scheme(xml, c("cd"), "CD-HUBSERVICE", "1.0", "GetTransactionSet");
  if (!document.patient_access) write_scheme(xml, c("cd"), "LOCAL", "1.0", "no", "PatientAccess");
  xml.element(c("date"), core::to_text(core::brussels_date(moment)));
  const auto text = core::brussels_date_time(moment);
  xml.element(c("time"), text.substr(text.find('T') + 1));
  xml.open(c("author"));
  write_party(xml, {identity_.ehp, "", "hub", identity_.name, "", ""});
  write_party(xml, party_of(world_, document.author_nihii));
  xml.close().element(c("iscomplete"), "true").element(c("isvalidated"), "true");
  xml.element(c("recorddatetime"), text).close();
}

}  // namespace sluis::sandbox
