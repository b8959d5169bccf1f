#include "adapters/pharmaceutical_dossier/desk.hpp"

#include <charconv>

#include "adapters/pharmaceutical_dossier/contract.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/native/xml_writer.hpp"
#include "mappings/single_message/parameters.hpp"

namespace sluis::adapters::pharmaceutical_dossier {
namespace {

namespace smc = mappings::single_message;
using model::SourceState;
using native::XmlWriter;

constexpr int kFilterMinutes = 60;

XmlWriter::Name plain(std::string_view local) { return {"", "", local}; }

void write_flag(XmlWriter& out, std::string_view name, const std::optional<bool>& flag) {
  if (flag) out.element(plain(name), *flag ? "true" : "false");
}

std::string text_of(native::Node parent, std::string_view local) {
  const auto node = parent.child("", local);
  return node ? node.text() : std::string{};
}

std::optional<bool> flag_of(native::Node parent, std::string_view local) {
  const auto node = parent.child("", local);
  return node ? std::optional(node.text() == "true") : std::nullopt;
}

std::chrono::minutes filter_age(const Office& office) {
  const auto text = office.setting("filter_minutes");
  int minutes = kFilterMinutes;
  if (!text.empty()) std::from_chars(text.data(), text.data() + text.size(), minutes);
  return std::chrono::minutes(minutes);
}

}  // namespace

std::string write_letter(const Letter& letter) {
  XmlWriter out;
  out.open(plain("letter")).element(plain("operation"), letter.operation).element(plain("pharmacy"), letter.pharmacy);
  out.element(plain("message"), letter.message).element(plain("filtered"), letter.filtered ? "true" : "false");
  write_flag(out, "consent", letter.consent);
  write_flag(out, "relation", letter.relation);
  if (letter.signature) out.element(plain("signed_at"), letter.signature->date_time).element(plain("signature"), letter.signature->value);
  out.close();
  return out.take();
}

Result<Letter> read_letter(std::string_view text) {
  const auto document = native::Document::parse(text);
  if (!document || !document->root().is("", "letter")) return Fault(FaultId::Internal, "a queued letter can't be read");
  const auto root = document->root();
  Letter letter{text_of(root, "operation"), text_of(root, "pharmacy"), text_of(root, "message"), flag_of(root, "consent"), flag_of(root, "relation"), {}};
  letter.filtered = text_of(root, "filtered") == "true";
  if (root.child("", "signature")) letter.signature = model::PatientSignature{text_of(root, "signed_at"), text_of(root, "signature")};
  return letter;
}

Result<model::Answer> Desk::send(const Letter& letter, const Requestor& requestor, spi::Deadline deadline) const {
  const auto& tip = *office_.tip();
  auto sealed = office_.seal(letter.message, tip, requestor, deadline);
  if (!sealed) return std::move(sealed).error();
  smc::Call call{letter.operation, tip.cbe, std::move(*sealed)};
  smc::Authorization authorization{letter.consent, letter.relation, {}};
  if (letter.signature) {
    const auto clear = core::from_base64(letter.signature->value);
    auto own = office_.seal(clear ? core::as_text(*clear) : std::string_view{}, tip, requestor, deadline);
    if (!own) return std::move(own).error();
    authorization.signature = smc::SignatureOnTheSpot{letter.signature->date_time, std::move(*own)};
  }
  if (authorization.consent || authorization.relation || authorization.signature) call.authorization = std::move(authorization);
  const auto outcome = office_.call(tip, requestor, call, deadline);
  if (!outcome) return outcome.error();
  if (outcome->refusal) return office_.told(SourceState::Refused, *outcome->refusal, "the source does not authorise us");
  return office_.told(office_.codes().of(outcome->response.code));
}

Result<model::Answer> Desk::sealed_answer(const smc::Call& call, const Requestor& requestor, spi::Deadline deadline) const {
  const auto outcome = office_.call(*office_.tip(), requestor, call, deadline);
  if (!outcome) return outcome.error();
  if (outcome->refusal) return office_.told(SourceState::Refused, *outcome->refusal, "the source does not authorise us");
  const auto code = office_.codes().of(outcome->response.code);
  auto answer = office_.told(code);
  if (code.meaning != smc::CodeMeaning::Accepted) return answer;
  auto clear = office_.open(outcome->response.sealed, *office_.tip(), requestor);
  if (!clear) return std::move(clear).error();
  answer.dossier->message = std::move(*clear);
  return answer;
}

Result<model::Answer> Desk::status(const model::DossierOrder& order, const Requestor& requestor, spi::Deadline deadline) const {
  if (order.session.empty() && !order.dispensation.empty()) return office_.told(office_.codes().of("TIP_ERROR_DGUID_FILLED_IN_SGUID_NOT"));
  const auto parameters = smc::write_parameters({{}, {requestor.type, requestor.number}, smc::StatusParameters{order.session, order.dispensation}});
  auto sealed = office_.seal(parameters, *office_.tip(), requestor, deadline);
  if (!sealed) return std::move(sealed).error();
  return sealed_answer({"RetrieveStatusMessages", office_.tip()->cbe, {}, std::move(*sealed)}, requestor, deadline);
}

Result<model::Answer> Desk::configuration(std::string_view operation, const Requestor& requestor, spi::Deadline deadline) const {
  auto sealed = office_.seal(smc::write_configuration_parameters(kFirstVersion, requestor.number), *office_.tip(), requestor, deadline);
  if (!sealed) return std::move(sealed).error();
  return sealed_answer({operation, office_.tip()->cbe, {}, std::move(*sealed)}, requestor, deadline);
}

Result<model::Answer> Desk::alive(const Requestor& requestor, spi::Deadline deadline) const {
  model::Answer answer;
  answer.dossier.emplace();
  for (const auto& [service, operation, name] : {std::tuple{office_.tip(), "CheckAliveTIP", "TIP"}, std::tuple{&office_.pcdh(), "CheckAlivePCDH", "PCDH"}}) {
    if (service == nullptr) continue;
    const auto outcome = office_.call(*service, requestor, {operation}, deadline);
    model::SourceStatus status{office_.settings().source_id, office_.title() + " " + name, SourceState::Complete, {}, {}, 0, 0, 0};
    if (!outcome) {
      status.state = outcome.error().id() == FaultId::NetworkTimedOut ? SourceState::TimedOut
                     : outcome.error().id() == FaultId::NetworkUnreachable ? SourceState::Unreachable : SourceState::Failed;
      status.code = outcome.error().number();
      status.log_text = outcome.error().log_text();
    } else {
      const auto code = office_.codes().of(outcome->refusal.value_or(outcome->response.code));
      const bool fine = code.meaning == smc::CodeMeaning::Accepted;
      if (!fine) status.state = outcome->refusal ? SourceState::Refused : SourceState::Failed;
      status.code = code.code;
      if (fine) answer.dossier->code = code.code;
    }
    answer.sources.push_back(std::move(status));
  }
  return answer;
}

Result<smc::ProductFilter> Desk::fetch_filter(const Requestor& requestor, spi::Deadline deadline) const {
  const auto answer = configuration("GetProductFilter", requestor, deadline);
  if (!answer) return answer.error();
  if (!answer->dossier || answer->dossier->message.empty()) return office_.refused("no product filter: " + answer->sources.front().code);
  return smc::ProductFilter::parse(answer->dossier->message);
}

std::shared_ptr<const smc::ProductFilter> Desk::filter(const Requestor& requestor, spi::Deadline deadline) {
  const auto now = office_.house().clock.now();
  std::shared_ptr<const smc::ProductFilter> known;
  {
    const std::lock_guard lock(mutex_);
    const auto& kept = filters_[requestor.number];
    if (kept.filter && now - kept.at < filter_age(office_)) return kept.filter;
    known = kept.filter;
  }
  auto fetched = fetch_filter(requestor, deadline);
  if (!fetched) {
    office_.house().log.warning("product_filter_missing", {{"source", office_.settings().source_id}, {"reason", fetched.error().log_text()}});
    return known;
  }
  auto fresh = std::make_shared<const smc::ProductFilter>(std::move(*fetched));
  const std::lock_guard lock(mutex_);
  filters_[requestor.number] = {fresh, now};
  return fresh;
}

}  // namespace sluis::adapters::pharmaceutical_dossier
