#include "gateway/registry/outbox_tables.hpp"

#include <Poco/Data/LOB.h>
#include <Poco/Data/Statement.h>

#include <stdexcept>

namespace sluis::registry {
namespace {

using namespace Poco::Data::Keywords;
using Poco::Data::BLOB;

constexpr std::size_t kLongestNote = 300;

Poco::Int64 stored(core::Instant at) { return at.time_since_epoch().count(); }
core::Instant moment(Poco::Int64 stored) { return core::Instant{std::chrono::microseconds{stored}}; }
BLOB stored(const std::string& bytes) { return BLOB(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()); }

spi::OutboxState state_of(const std::string& text) {
  for (const auto state : {spi::OutboxState::Waiting, spi::OutboxState::Done, spi::OutboxState::Refused}) {
    if (spi::to_text(state) == text) return state;
  }
  throw std::runtime_error("an outbox item has an unreadable state");
}

// Columns of an item, and where they go.
struct Rows {
  std::vector<std::string> ids, topics, keys, states, notes;
  std::vector<Poco::Int64> created, due;
  std::vector<int> attempts;
  std::vector<BLOB> payloads;

  std::vector<spi::OutboxItem> items() const {
    std::vector<spi::OutboxItem> all;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const auto& bytes = payloads[i];
      all.push_back({ids[i], topics[i], keys[i], moment(created[i]), moment(due[i]), attempts[i], state_of(states[i]),
                     std::string(reinterpret_cast<const char*>(bytes.rawContent()), bytes.size()), notes[i]});
    }
    return all;
  }
};

constexpr const char* kColumns = "SELECT id, topic, key, created, due, attempts, state, payload, note FROM outbox ";

Poco::Data::Statement select(Poco::Data::Session& session, Rows& rows, const std::string& rest) {
  return (session << kColumns + rest, into(rows.ids), into(rows.topics), into(rows.keys), into(rows.created), into(rows.due),
          into(rows.attempts), into(rows.states), into(rows.payloads), into(rows.notes));
}

}  // namespace

void owe(Poco::Data::Session& session, const spi::OutboxItem& item) {
  session << "INSERT INTO outbox (id, topic, key, created, due, payload) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
      bind(item.id), bind(item.topic), bind(item.key), bind(stored(item.created)), bind(stored(item.due)), bind(stored(item.payload)),
      now;
}

std::vector<spi::OutboxItem> ready_items(Poco::Data::Session& session, const std::string& topic, core::Instant at, int most) {
  Rows rows;
  select(session, rows,
         "WHERE seq IN (SELECT min(seq) FROM outbox WHERE topic = ? AND state = 'waiting' GROUP BY key) "
         "AND due <= ? AND leased_until <= ? ORDER BY due, seq LIMIT ?"),
      bind(topic), bind(stored(at)), bind(stored(at)), bind(most), now;
  return rows.items();
}

std::vector<spi::OutboxItem> claim_items(Poco::Data::Session& session, const std::string& topic, core::Instant at,
                                         std::chrono::seconds lease, int most) {
  auto items = ready_items(session, topic, at, most);
  for (auto& item : items) {
    ++item.attempts;
    session << "UPDATE outbox SET leased_until = ?, attempts = attempts + 1 WHERE id = ?", bind(stored(at + lease)), bind(item.id),
        now;
  }
  return items;
}

void close_item(Poco::Data::Session& session, const std::string& id, spi::OutboxState state, const std::string& note) {
  const bool keep = state == spi::OutboxState::Refused;
  session << std::string("UPDATE outbox SET state = ?, note = ?, leased_until = 0") + (keep ? "" : ", payload = x''") +
                 " WHERE id = ? AND state = 'waiting'",
      bind(std::string(spi::to_text(state))), bind(note.substr(0, kLongestNote)), bind(id), now;
}

void delay_item(Poco::Data::Session& session, const std::string& id, core::Instant due, const std::string& note) {
  session << "UPDATE outbox SET due = ?, note = ?, leased_until = 0 WHERE id = ? AND state = 'waiting'", bind(stored(due)),
      bind(note.substr(0, kLongestNote)), bind(id), now;
}

std::vector<spi::OutboxItem> items_of(Poco::Data::Session& session, const std::string& topic, spi::OutboxState state, int most) {
  Rows rows;
  select(session, rows, "WHERE state = ? AND (topic = ? OR ? = '') ORDER BY seq DESC LIMIT ?"), bind(std::string(spi::to_text(state))),
      bind(topic), bind(topic), bind(most), now;
  return rows.items();
}

std::vector<spi::OutboxItem> waiting_under(Poco::Data::Session& session, const std::string& topic, const std::string& key) {
  Rows rows;
  select(session, rows, "WHERE topic = ? AND key = ? AND state = 'waiting' ORDER BY seq"), bind(topic), bind(key), now;
  return rows.items();
}

long count_waiting(Poco::Data::Session& session, const std::string& topic) {
  Poco::Int64 count = 0;
  session << "SELECT count(*) FROM outbox WHERE state = 'waiting' AND (topic = ? OR ? = '')", into(count), bind(topic), bind(topic), now;
  return static_cast<long>(count);
}

}  // namespace sluis::registry
