#pragma once

#include <string>
#include <variant>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/core/random.hpp"
#include "gateway/model/answer.hpp"
#include "mappings/single_message/product_filter.hpp"

// What has to be right in a message before it may leave, and what we add to it (gfd.md section 6): the caller fills in no header and,
// to register, no guids; we make them. To update or revoke, the caller gives session, every dguid and a motivation each.
namespace sluis::mappings::single_message {

struct Refusal {
  std::string code;  // of status_codes.table
  std::string text;  // what is wrong, English; no patient data
};

struct Given {
  std::string pharmacy;          // eight digits, of the token
  std::string patient;           // of the order, which was judged
  core::Instant now;
  core::Random& random;
  const ProductFilter& filter;   // to register only
};

struct Prepared {
  std::string message;           // XML, complete
  std::string event_type;
  std::string message_id;
  std::string session;           // sguid
  std::vector<model::DossierAnswer::Registered> registered;
  std::vector<std::string> filtered;  // CNK numbers left out
  bool may_wait = false;         // asynchronous event: it goes through the queue
};

// What can be said before anybody is asked: one event, of a kind that can be sent, about at most one patient. The patient's number,
// "" when the kind of event names none.
std::variant<std::string, Refusal> patient_of_message(const SingleMessage& message);

std::variant<Prepared, Refusal> prepare_registration(SingleMessage message, const Given& given);
std::variant<Prepared, Refusal> prepare_change(SingleMessage message, const Given& given);

// The filter once more, on a message that was prepared while it could not be had. False when no product is left.
bool filter_again(SingleMessage& message, const ProductFilter& filter);

}  // namespace sluis::mappings::single_message
