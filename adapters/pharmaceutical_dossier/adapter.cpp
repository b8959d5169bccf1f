#include "adapters/pharmaceutical_dossier/contract.hpp"
#include "adapters/pharmaceutical_dossier/counter.hpp"
#include "adapters/pharmaceutical_dossier/reading_room.hpp"

namespace sluis::adapters {
namespace {

namespace dossier = pharmaceutical_dossier;
using model::OrderKind;
using model::SourceState;

// The shared pharmaceutical dossier: TIP and PCDH (gfd.md). Orders go to the room that knows how.
class Dossier final : public spi::Network {
 public:
  Dossier(const spi::NetworkSettings& settings, const spi::Surroundings& house)
      : office_(settings, house), references_(office_), desk_(office_), queue_(office_, desk_), counter_(office_, desk_, queue_),
        reading_room_(office_, references_) {}

  const spi::NetworkSettings& settings() const override { return office_.settings(); }

  bool serves(OrderKind kind) const override {
    switch (kind) {
      case OrderKind::ListReferences:
      case OrderKind::ReadMedicationHistory:
      case OrderKind::ReadDossierTypes:
      case OrderKind::ReadPharmacyDetails:
      case OrderKind::CheckDossier: return true;
      case OrderKind::RegisterDispensations:
      case OrderKind::UpdateDispensations:
      case OrderKind::RevokeDispensations:
      case OrderKind::ReadDossierStatus:
      case OrderKind::ReadProductFilter:
      case OrderKind::ReadSystemServices: return office_.tip() != nullptr;
      default: return false;
    }
  }

  Result<model::Answer> exchange(const model::Order& order, const model::Decision& decision, spi::Deadline deadline) override {
    if (order.kind == OrderKind::ListReferences) return references_.list(order, decision, deadline);
    if (!order.caller.organisation) return not_a_pharmacy();
    const auto requestor = office_.pharmacy(order.caller.organisation->number, deadline);
    if (!requestor) return requestor.error();
    if (!*requestor) return not_a_pharmacy();
    return serve(order, decision, **requestor, deadline);
  }

  spi::Deliverer* deliverer() override { return office_.tip() != nullptr && queue_.is_open() ? &queue_ : nullptr; }

 private:
  Result<model::Answer> serve(const model::Order& order, const model::Decision& decision, const dossier::Requestor& requestor, spi::Deadline deadline) {
    switch (order.kind) {
      case OrderKind::ReadMedicationHistory: return reading_room_.history(order, decision, requestor, deadline);
      case OrderKind::ReadDossierTypes: return reading_room_.types(order, decision, requestor, deadline);
      case OrderKind::ReadPharmacyDetails: return reading_room_.details(order, decision, requestor, deadline);
      case OrderKind::ReadDossierStatus: return desk_.status(std::get<model::DossierOrder>(order.content), requestor, deadline);
      case OrderKind::ReadProductFilter: return desk_.configuration("GetProductFilter", requestor, deadline);
      case OrderKind::ReadSystemServices: return desk_.configuration("GetSystemServices", requestor, deadline);
      case OrderKind::CheckDossier: return desk_.alive(requestor, deadline);
      default: return counter_.take(order, decision, requestor, deadline);
    }
  }

  // The token is a pharmacy's, but none whose name we may use: nobody borrows another one's.
  model::Answer not_a_pharmacy() const {
    auto answer = office_.told(SourceState::Refused, std::string(dossier::kNotAPharmacist), "only community pharmacies with an identity here may ask");
    answer.errors.push_back({std::string(dossier::kNotAPharmacist), answer.sources.front().text});
    return answer;
  }

  dossier::Office office_;
  dossier::References references_;
  dossier::Desk desk_;
  dossier::Queue queue_;
  dossier::Counter counter_;
  dossier::ReadingRoom reading_room_;
};

class DossierFactory final : public spi::NetworkFactory {
 public:
  std::string_view kind() const override { return "pharmaceutical_dossier"; }
  std::unique_ptr<spi::Network> make(const spi::NetworkSettings& settings, const spi::Surroundings& house) const override {
    return std::make_unique<Dossier>(settings, house);
  }
};

}  // namespace

std::unique_ptr<spi::NetworkFactory> make_pharmaceutical_dossier() { return std::make_unique<DossierFactory>(); }

}  // namespace sluis::adapters
