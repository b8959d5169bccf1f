#include "adapters/simulator_kit/kmehr_parts.hpp"

#include <algorithm>

#include "adapters/simulator_kit/names.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"

namespace sluis::sandbox {
namespace {

using native::Node;
using native::XmlWriter;

XmlWriter::Name k(std::string_view local) {
  return {"k", names::kKmehr, local};
}

void write_scheme(XmlWriter& xml, const XmlWriter::Name& name, std::string_view scheme, std::string_view version,
                  std::string_view value) {
  xml.open(name).attribute("S", scheme).attribute("SV", version).text(value).close();
}

Fault wrong(std::string where) {
  return Fault(FaultId::SchemaViolation, std::move(where));
}

}  // namespace

KmehrParty party_of(const World& world, const std::string& nihii) {
  if (const auto* o = world.organisation_by_nihii(nihii)) return {nihii, "", o->category, o->name, "", ""};
  const auto* p = world.provider_by_nihii(nihii);
  if (p == nullptr) return {nihii, "", nihii.size() == 8 ? "orgpractice" : "persphysician", "", "", ""};
  const auto number =
      std::find_if(p->nihii.begin(), p->nihii.end(), [&](const auto& n) { return n.number.starts_with(nihii); });
  return {number->number, p->ssin, number->category, "", p->first, p->family};
}

void write_party(XmlWriter& xml, const KmehrParty& party) {
  xml.open(k("hcparty"));
  write_scheme(xml, k("id"), "ID-HCPARTY", "1.0", party.number);
  if (!party.ssin.empty()) write_scheme(xml, k("id"), "INSS", "1.0", party.ssin);
  write_scheme(xml, k("cd"), "CD-HCPARTY", "1.1", party.category);
  if (!party.name.empty()) xml.element(k("name"), party.name);
  if (!party.family.empty()) xml.element(k("firstname"), party.first).element(k("familyname"), party.family);
  xml.close();
}

void open_response(XmlWriter& xml, std::string_view core, const KmehrParty& responder, Node request, core::Instant now,
                   core::Random& random) {
  const auto c = [&](std::string_view local) { return XmlWriter::Name{"c", core, local}; };
  xml.open(c("response"));
  write_scheme(xml, c("id"), "ID-KMEHR", "1.0", responder.number + "." + core::random_hex(random, 16));
  xml.open(c("author"));
  write_party(xml, responder);
  xml.close();
  xml.element(c("date"), core::to_text(core::brussels_date(now)));
  const auto moment = core::brussels_date_time(now);
  xml.element(c("time"), moment.substr(moment.find('T') + 1));
  xml.raw(native::canonical(request));
}

void write_acknowledge(XmlWriter& xml, std::string_view core, bool complete, const std::vector<KmehrError>& errors) {
  const auto c = [&](std::string_view local) { return XmlWriter::Name{"c", core, local}; };
  xml.open(c("acknowledge")).element(c("iscomplete"), complete ? "true" : "false");
  for (const auto& error : errors) {
    xml.open(c("error"));
    write_scheme(xml, k("cd"), "CD-ERROR", "1.1", error.code);
    xml.open(k("description")).attribute("L", "en").text(error.text).close().close();
  }
  xml.close();
}

Status check_request(Node request, std::string_view core, std::initializer_list<std::string_view> more) {
  constexpr std::string_view kOrder[] = {"id", "author", "date", "time"};
  const auto children = request.children();
  if (children.size() < std::size(kOrder)) return wrong("request");
  for (std::size_t i = 0; i < children.size(); ++i) {
    const auto name = children[i].name();
    const bool expected =
        i < std::size(kOrder) ? name == kOrder[i] : std::find(more.begin(), more.end(), name) != more.end();
    if (!expected || children[i].namespace_uri() != core) return wrong("request/" + std::string(name));
  }
  if (children[1].children(names::kKmehr, "hcparty").empty()) return wrong("request/author/hcparty");
  if (core::trim(children[0].text()).empty()) return wrong("request/id");
  if (!core::parse_date(core::trim(children[2].text()))) return wrong("request/date");
  return Done{};
}

bool action_is(std::string_view action, std::string_view expected) {
  if (action.size() >= 2 && action.front() == '"' && action.back() == '"') action = action.substr(1, action.size() - 2);
  return action.empty() || action == expected;
}

std::optional<std::string> inss_of(const std::vector<Node>& ids) {
  std::optional<std::string> found;
  for (const auto& id : ids) {
    if (id.attribute("S").value_or("") != "INSS") continue;
    if (found) return std::nullopt;
    found = std::string(core::trim(id.text()));
  }
  return found;
}

bool check_digits_right(std::string_view ssin) {
  if (ssin.size() != 11 || ssin.find_first_not_of("0123456789") != std::string_view::npos) return false;
  const auto number = std::stoll(std::string(ssin.substr(0, 9)));
  const auto check = std::stoll(std::string(ssin.substr(9)));
  return check == 97 - number % 97 || check == 97 - (2'000'000'000LL + number) % 97;
}

}  // namespace sluis::sandbox
