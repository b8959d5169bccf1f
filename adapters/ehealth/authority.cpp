#include "adapters/ehealth/authority.hpp"

#include <algorithm>
#include <array>

#include "adapters/ehealth/forwarder.hpp"
#include "adapters/network_kit/author.hpp"
#include "gateway/core/calendar.hpp"
#include "mappings/kmehr/party.hpp"

namespace sluis::adapters::ehealth {
namespace {

using mappings::hubservices_v2::ReadResponse;
using model::OrderKind;
using spi::Subject;

constexpr auto kMostLinks = "1000";  // what the service supports (therapeutic-link.md section 7)

std::optional<Subject> subject_of(OrderKind kind) {
  switch (kind) {
    case OrderKind::PutConsent:
    case OrderKind::RevokeConsent: return Subject::Consent;
    case OrderKind::PutLink:
    case OrderKind::RevokeLink: return Subject::Links;
    case OrderKind::PutExclusion:
    case OrderKind::RevokeExclusion: return Subject::Exclusions;
    default: return std::nullopt;
  }
}

// One service with what tells it of registrations.
struct Service {
  Service(Subject subject, const std::string& url, const AuthoritySettings& settings, const spi::Surroundings& house,
          const model::BusinessErrors& errors, spi::Registry& local)
      : client(subject, url, settings, house), forwarder(subject, client, errors, local, house) {}
  ServiceClient client;
  Forwarder forwarder;
};

class Federal final : public FederalAuthority {
 public:
  Federal(const AuthoritySettings& settings, const spi::Surroundings& house, spi::Registry& local, model::BusinessErrors errors)
      : own_(house.own), clock_(house.clock), random_(house.random), errors_(std::move(errors)) {
    errors_.require("consent", {"already_exists", "not_found"});
    errors_.require("therlink", {"already_exists", "not_found", "already_revoked"});
    errors_.require("exclusion", {"already_exists", "not_found", "already_revoked"});
    const auto add = [&](Subject subject, const std::string& url) {
      if (!url.empty()) services_[static_cast<std::size_t>(subject)] = std::make_unique<Service>(subject, url, settings, house, errors_, local);
    };
    add(Subject::Consent, settings.consent_url);
    add(Subject::Links, settings.links_url);
    add(Subject::Exclusions, settings.exclusions_url);
  }

  bool decides(Subject subject) const override { return service(subject) != nullptr; }
  std::string topic(Subject subject) const override { return topic_of(subject); }
  About about(const spi::OutboxItem& item) const override { return about_payload(item.payload); }

  std::vector<spi::Deliverer*> deliverers() override {
    std::vector<spi::Deliverer*> all;
    for (const auto& service : services_) {
      if (service) all.push_back(&service->forwarder);
    }
    return all;
  }

  std::vector<model::Owed> owed(const model::Order& order, const model::Decision& decision) const override {
    const auto subject = subject_of(order.kind);
    if (!subject || !decides(*subject)) return {};
    return {{topic_of(*subject), order.patient_number(), payload_of(order, decision, own_)}};
  }

  Result<spi::PatientFile> told(Subject subject, const model::Ssin& patient, spi::Deadline deadline) override {
    const auto* asked = service(subject);
    if (!asked) return Fault(FaultId::Internal, "the authority is asked about what it doesn't decide");
    const auto answer = asked->client.call(question(subject, patient), deadline);
    if (!answer) return unavailable(subject, answer.error().number() + " " + answer.error().log_text());
    return file_of(subject, patient, *answer);
  }

 private:
  const Service* service(Subject subject) const { return services_[static_cast<std::size_t>(subject)].get(); }

  static Fault unavailable(Subject subject, const std::string& why) {
    return Fault(FaultId::EvidenceUnavailable, topic_of(subject) + ": " + why, topic_of(subject));
  }

  model::Order question(Subject subject, const model::Ssin& patient) const {
    model::Order order;
    order.header.id = network_kit::fresh_request_id(own_, random_);
    order.header.author.parties = {mappings::kmehr::make_party(own_.number, own_.category, own_.name)};
    order.header.date = core::to_text(core::brussels_date(clock_.now()));
    order.header.time = core::brussels_time(clock_.now());
    const model::PatientClaim claim{{{"INSS", patient.text(), {}}}, {}, {}};
    switch (subject) {
      case Subject::Consent:
        order.kind = OrderKind::ConsentStatus;
        order.content = model::ConsentOrder{claim, {}, {}, {}, {}};
        break;
      case Subject::Links:
        order.kind = OrderKind::GetLinks;
        order.header.max_rows = kMostLinks;
        order.content = model::LinkQuery{{claim}, {}, {}, {}, {}, "all", {}};
        break;
      case Subject::Exclusions:
        order.kind = OrderKind::GetExclusionHistory;
        order.content = model::ExclusionOrder{claim, {}, {}, {}};
        break;
    }
    return order;
  }

  // "None" may come as an empty list or as the code that says so. An answer about somebody else is no answer.
  Result<spi::PatientFile> file_of(Subject subject, const model::Ssin& patient, const ReadResponse& answer) const {
    if (!answer.complete) {
      const bool none = answer.errors.size() == 1 && answer.errors.front().code == errors_.of(service_of(subject), "not_found").code;
      if (!none) return unavailable(subject, answer.errors.empty() ? "incomplete" : "refused with " + answer.errors.front().code.substr(0, 40));
    }
    spi::PatientFile file;
    if (answer.consent) file.consents.push_back(*answer.consent);
    file.links = answer.links;
    file.exclusions = answer.exclusions;
    const auto other = [&](const auto& record) { return record.patient != patient; };
    if (std::ranges::any_of(file.consents, other) || std::ranges::any_of(file.links, other) || std::ranges::any_of(file.exclusions, other)) {
      return unavailable(subject, "an answer about another patient");
    }
    return file;
  }

  spi::OwnParty own_;
  const core::Clock& clock_;
  core::Random& random_;
  model::BusinessErrors errors_;
  std::array<std::unique_ptr<Service>, 3> services_;
};

}  // namespace

std::unique_ptr<FederalAuthority> make_authority(const AuthoritySettings& settings, const spi::Surroundings& house, spi::Registry& local,
                                                 model::BusinessErrors errors) {
  return std::make_unique<Federal>(settings, house, local, std::move(errors));
}

}  // namespace sluis::adapters::ehealth
