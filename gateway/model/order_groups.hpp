#pragma once

#include "gateway/model/order.hpp"

// Kinds of orders that several rooms treat alike.
namespace sluis::model {

// Declares or revokes a consent, a therapeutic link or an exclusion.
bool changes_registrations(OrderKind kind);

// The same, or asks for them.
bool is_about_registrations(OrderKind kind);

// Changes something that this house keeps: the message that asked for it is kept with it.
bool keeps_its_message(OrderKind kind);

}  // namespace sluis::model
