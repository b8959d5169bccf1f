#include "gateway/model/order_groups.hpp"

namespace sluis::model {

bool changes_registrations(OrderKind kind) {
  using enum OrderKind;
  switch (kind) {
    case PutConsent:
    case RevokeConsent:
    case PutLink:
    case PutLinks:
    case RevokeLink:
    case PutExclusion:
    case RevokeExclusion: return true;
    default: return false;
  }
}

bool is_about_registrations(OrderKind kind) {
  using enum OrderKind;
  switch (kind) {
    case GetConsent:
    case ConsentStatus:
    case GetLinks:
    case HasLink:
    case GetExclusions:
    case GetExclusionHistory: return true;
    default: return changes_registrations(kind);
  }
}

bool keeps_its_message(OrderKind kind) {
  return changes_registrations(kind) || kind == OrderKind::PutAccessRight || kind == OrderKind::RevokeAccessRight;
}

}  // namespace sluis::model
