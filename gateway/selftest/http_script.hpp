#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/selftest/corpus.hpp"
#include "gateway/transport/raw_client.hpp"

namespace sluis::selftest {

// Lets a second or so go by for the server, as long as the script wants it to wait; false: it has waited long enough.
using Wait = std::function<bool()>;

// A .http file of the corpus, line by line ('#' begins a comment line). In TEXT stand \r \n \t \0 \\ \xHH and {length FILE}.
//   send TEXT        these bytes
//   repeat N TEXT    these bytes N times
//   message FILE     the bytes of a file of the corpus
//   chunks N FILE    the same in chunks of N bytes, with the last one
//   drip N TEXT      TEXT N times, and a wait after each, until the server answers or closes
//   stall            nothing, until the server answers or closes
// Throws std::runtime_error when a line is none of these.
void play(std::string_view script, const Corpus& corpus, transport::RawClient& client, const Wait& wait);

// The first answer (not an interim one) in what came from a server; nullopt when it isn't whole yet.
struct Answer {
  int status = 0;
  std::string body;
};
std::optional<Answer> answer_in(std::string_view received);

}  // namespace sluis::selftest
