#include "gateway/selftest/remote.hpp"

#include <algorithm>
#include <thread>

#include "gateway/selftest/http_script.hpp"

namespace sluis::selftest {
namespace {

using Steady = std::chrono::steady_clock;
constexpr std::chrono::seconds kLongest{120};
constexpr std::chrono::milliseconds kPace{250};  // between the drops of a slow client

std::string request(const Attack& attack, const Step& step, const Corpus& corpus) {
  const bool json = attack.door == "json";
  const auto bytes = step.what == Step::What::Base ? corpus.file("control/" + attack.base + ".xml") : corpus.bytes(attack);
  const std::string body = json ? "{\"questions\":[]}" : bytes;
  std::string head = "POST " + (step.path.empty() ? attack.path : step.path) + " HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\nContent-Type: ";
  head += json ? "application/json" : "text/xml; charset=utf-8";
  if (json && !bytes.empty()) head += "\r\nAuthorization: " + bytes;
  return head + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

// One conversation; the status, or 0.
int talk(const Attack& attack, const Step& step, const Corpus& corpus, const transport::RawTarget& target) {
  transport::RawClient client(target);
  const auto until = Steady::now() + kLongest;
  const auto in_time = [&] { return Steady::now() < until; };
  if (attack.door == "http") {
    play(corpus.bytes(attack), corpus, client, [&] { return client.receive(kPace), in_time(); });
  } else {
    client.send(request(attack, step, corpus));
  }
  while (!answer_in(client.received()) && !client.closed() && in_time()) client.receive(std::chrono::milliseconds(200));
  const auto answer = answer_in(client.received());
  return answer ? answer->status : 0;
}

RemoteRow send(const Attack& attack, const Corpus& corpus, const transport::RawTarget& target) {
  RemoteRow row;
  row.attack = &attack;
  try {
    for (const auto& step : attack.steps) {
      if (step.what == Step::What::Restart) continue;  // not ours to do
      const auto began = Steady::now();
      row.statuses.push_back(talk(attack, step, corpus, target));
      row.longest = std::max(row.longest, std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - began));
    }
  } catch (const std::exception& error) {
    row.note = error.what();
  }
  return row;
}

bool takes_time(const Attack& attack, const Corpus& corpus) {
  return attack.kind() == "http" && corpus.file(attack.file).find("stall") != std::string::npos;
}

}  // namespace

bool RemoteRow::answered() const {
  return std::ranges::any_of(statuses, [](int status) { return status / 100 == 2; });
}

std::vector<RemoteRow> send_all(const Corpus& corpus, const transport::RawTarget& target) {
  { const transport::RawClient reachable(target); }
  const auto& attacks = corpus.attacks();
  std::vector<RemoteRow> rows(attacks.size());
  std::vector<std::jthread> slow;
  for (std::size_t i = 0; i < attacks.size(); ++i) {
    if (takes_time(attacks[i], corpus)) slow.emplace_back([&, i] { rows[i] = send(attacks[i], corpus, target); });
  }
  for (std::size_t i = 0; i < attacks.size(); ++i) {
    if (!takes_time(attacks[i], corpus)) rows[i] = send(attacks[i], corpus, target);
  }
  slow.clear();  // joins
  return rows;
}

}  // namespace sluis::selftest
