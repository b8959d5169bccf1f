#include "adapters/ehealth/forwarder.hpp"

#include <algorithm>

#include "gateway/core/calendar.hpp"
#include "mappings/kmehr/party.hpp"

namespace sluis::adapters::ehealth {
namespace {

constexpr std::size_t kLongestCode = 40;

// Record by record: the newest that was declared by the act that the item stands for.
template <class Record, class Fits>
const Record* of_act(const std::vector<Record>& records, core::Instant at, Fits fits) {
  for (auto record = records.rbegin(); record != records.rend(); ++record) {
    if (!record->revoked && record->declared.at == at && fits(*record)) return &*record;
  }
  return nullptr;
}

std::string letters_and_digits(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c != '-') out += c;
  }
  return out;
}

Status status_of(const Result<spi::Written>& written) {
  if (!written) return written.error();
  return Done{};
}

}  // namespace

Forwarder::Forwarder(spi::Subject subject, const ServiceClient& client, const model::BusinessErrors& errors, spi::Registry& local,
                     const spi::Surroundings& house)
    : subject_(subject), client_(client), errors_(errors), local_(local), clock_(house.clock), own_(house.own) {}

spi::DeliveryResult Forwarder::deliver(const spi::OutboxItem& item, spi::Deadline deadline) {
  auto forwarded = read_payload(item.payload);
  if (!forwarded) return {spi::Delivery::Refused, forwarded.error().log_text()};
  auto& header = forwarded->order.header;
  header.id = own_.number + "." + letters_and_digits(item.id);  // nothing else may stand there, 50 at most
  header.date = core::to_text(core::brussels_date(clock_.now()));
  header.time = core::brussels_time(clock_.now());
  const auto answer = client_.call(forwarded->order, deadline);
  if (!answer) return {spi::Delivery::Later, answer.error().number() + " " + answer.error().log_text()};
  return judged(item, *forwarded, *answer);
}

spi::DeliveryResult Forwarder::judged(const spi::OutboxItem& item, const Forwarded& forwarded,
                                      const mappings::hubservices_v2::ReadResponse& answer) {
  if (answer.complete) return {spi::Delivery::Acknowledged, "acknowledged"};
  if (answer.errors.empty()) return {spi::Delivery::Later, "neither acknowledged nor refused"};
  const auto code = answer.errors.front().code.substr(0, kLongestCode);
  if (stands_as_wanted(forwarded, item.attempts, errors_, code)) return {spi::Delivery::Acknowledged, "stood there already: " + code};
  if (!forwarded.about.revokes) {
    if (const auto taken = take_back(item, forwarded, code); !taken) return {spi::Delivery::Later, taken.error().log_text()};
  }
  return {spi::Delivery::Refused, code};
}

// A repeat finds what its first sending did, whose answer was lost. What is already gone needs no revocation, at any attempt.
bool Forwarder::stands_as_wanted(const Forwarded& forwarded, int attempts, const model::BusinessErrors& errors,
                                 const std::string& code) const {
  const auto service = service_of(subject_);
  if (!forwarded.about.revokes) return attempts > 1 && code == errors.of(service, "already_exists").code;
  return code == errors.of(service, "not_found").code ||
         (subject_ != spi::Subject::Consent && code == errors.of(service, "already_revoked").code);
}

Status Forwarder::take_back(const spi::OutboxItem& item, const Forwarded& forwarded, const std::string& code) {
  const auto patient = model::Ssin::parse(item.key);
  if (!patient) return Fault(FaultId::Internal, "an item of the outbox has no patient");
  const auto file = local_.file_of(*patient);
  if (!file) return file.error();
  model::Declaration by;
  by.at = clock_.now();
  by.request_id = "refused." + item.id;
  by.author.parties = {mappings::kmehr::make_party(own_.number, own_.category, "eHealth: refused with " + code)};
  by.request_date = core::to_text(core::brussels_date(by.at));
  by.request_time = core::brussels_time(by.at);
  const auto& about = forwarded.about;
  const auto any = [](const auto&) { return true; };
  const auto same = [&](const auto& record) { return record.party.key() == about.party; };
  if (subject_ == spi::Subject::Consent) {
    const auto* consent = of_act(file->consents, item.created, any);
    if (!consent) return Done{};
    const auto today = std::max(core::brussels_date(by.at), consent->sign_date);
    return status_of(local_.revoke_consent({*patient, consent->patient_first_name, consent->patient_family_name, consent->type, std::nullopt,
                                            today, by.author}, by));
  }
  if (subject_ == spi::Subject::Links) {
    const auto* link = of_act(file->links, item.created, [&](const auto& record) { return same(record) && record.type == about.type; });
    if (!link) return Done{};
    return status_of(local_.revoke_link({*patient, link->patient_first_name, link->patient_family_name, link->party, link->type, std::nullopt,
                                         std::nullopt, {}, {}}, by));
  }
  const auto* exclusion = of_act(file->exclusions, item.created, same);
  if (!exclusion) return Done{};
  return status_of(local_.revoke_exclusion({*patient, exclusion->patient_first_name, exclusion->patient_family_name, exclusion->party}, by));
}

}  // namespace sluis::adapters::ehealth
