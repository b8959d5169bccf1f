#pragma once

#include <chrono>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/core/result.hpp"
#include "gateway/model/answer.hpp"
#include "gateway/model/order.hpp"

namespace sluis::routing {

// A keyed digest of at least 16 bytes, as bytes (HMAC): the same for the same text as long as the key lives.
using Mac = std::function<std::string(std::string_view text)>;

// Short keyed names of documents: what a token or a page may hold of them.
using DocumentMarks = std::set<std::string>;
std::string mark_of(const Mac& mac, const model::TransactionName& document);

// Whose question it is and what it asks, without the page and the token: what a token or a page is bound to.
std::string question_text(const model::Order& order);

// What an answer left open: which sources are still to be asked, and which documents were seen already, shown or hidden.
struct Unfinished {
  std::vector<std::string> sources;
  DocumentMarks seen;
};

// Opaque, authenticated, bound to caller, patient, question and moment; holds no number of a person. base64url.
std::string make_token(const Mac& mac, const model::Order& order, const Unfinished& unfinished, core::Instant until);
// Fault ResumeRefused: altered, ended, or of another caller or question.
Result<Unfinished> open_token(const Mac& mac, const model::Order& order, core::Instant now);

// Cuts the page that the question names out of the whole list: answer.total_entries and next_page are filled. Nothing when no page
// size was asked for. Fault QuestionRefused: the page is of another question, or altered.
Status cut_page(const Mac& mac, const model::Order& order, model::Answer& answer);

}  // namespace sluis::routing
