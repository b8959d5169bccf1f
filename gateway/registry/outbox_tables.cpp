#include "gateway/registry/outbox_tables.hpp"

#include <chrono>
#include <stdexcept>

namespace sluis::registry {
namespace {

constexpr std::size_t kLongestNote = 300;

// Cut between two characters: PostgreSQL takes no half one.
std::string shortened(const std::string& note) {
  if (note.size() <= kLongestNote) return note;
  auto end = kLongestNote;
  while (end > 0 && (static_cast<unsigned char>(note[end]) & 0xc0) == 0x80) --end;
  return note.substr(0, end);
}

spi::OutboxState state_of(const std::string& text) {
  for (const auto state : {spi::OutboxState::Waiting, spi::OutboxState::Done, spi::OutboxState::Refused}) {
    if (spi::to_text(state) == text) return state;
  }
  throw std::runtime_error("an outbox item has an unreadable state");
}

constexpr const char* kColumns = "SELECT id, topic, key, created, due, attempts, state, payload, note FROM outbox ";

std::vector<spi::OutboxItem> select(Session& session, const std::string& rest, std::initializer_list<Value> values) {
  return session.all(kColumns + rest, values, [](const Row& row) {
    return spi::OutboxItem{row.text(0),   row.text(1), row.text(2), row.moment(3), row.moment(4), static_cast<int>(row.number(5)),
                           state_of(row.text(6)), row.text(7), row.text(8)};
  });
}

// Nothing is put off or held for longer: what says so was written by a clock that ran ahead and was set back since.
constexpr std::chrono::hours kLongestWait{24};

// Waiting is asked of the row itself as well: whoever locks it looks again whether it is still so.
constexpr const char* kReady = "WHERE state = 'waiting' AND seq IN (SELECT min(seq) FROM outbox WHERE topic = ? AND state = 'waiting' GROUP BY key) "
                               "AND (due <= ? OR due > ?) AND (leased_until <= ? OR leased_until > ?) ORDER BY due, seq LIMIT ?";

}  // namespace

void owe(Session& session, const spi::OutboxItem& item) {
  session.hold(item.key);  // of one key, the first to be numbered is the first to be committed
  session.run("INSERT INTO outbox (id, topic, key, created, due, payload) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
              {item.id, item.topic, item.key, item.created, item.due, Bytes{item.payload}});
}

std::vector<spi::OutboxItem> ready_items(Session& session, const std::string& topic, core::Instant at, int most) {
  return select(session, kReady, {topic, at, at + kLongestWait, at, at + kLongestWait, most});
}

std::vector<spi::OutboxItem> claim_items(Session& session, const std::string& topic, core::Instant at, std::chrono::seconds lease,
                                         int most) {
  auto items = select(session, kReady + std::string(session.skip_locked()), {topic, at, at + kLongestWait, at, at + kLongestWait, most});
  for (auto& item : items) {
    ++item.attempts;
    session.run("UPDATE outbox SET leased_until = ?, attempts = attempts + 1 WHERE id = ?", {at + lease, item.id});
  }
  return items;
}

void close_item(Session& session, const std::string& id, spi::OutboxState state, const std::string& note) {
  const auto short_note = shortened(note);
  if (state == spi::OutboxState::Refused) {
    session.run("UPDATE outbox SET state = ?, note = ?, leased_until = 0 WHERE id = ? AND state = 'waiting'",
                {spi::to_text(state), short_note, id});
  } else {
    session.run("UPDATE outbox SET state = ?, note = ?, leased_until = 0, payload = ? WHERE id = ? AND state = 'waiting'",
                {spi::to_text(state), short_note, Bytes{}, id});
  }
}

void delay_item(Session& session, const std::string& id, core::Instant due, const std::string& note) {
  session.run("UPDATE outbox SET due = ?, note = ?, leased_until = 0 WHERE id = ? AND state = 'waiting'",
              {due, shortened(note), id});
}

std::vector<spi::OutboxItem> items_of(Session& session, const std::string& topic, spi::OutboxState state, int most) {
  return select(session, "WHERE state = ? AND (topic = ? OR ? = '') ORDER BY seq DESC LIMIT ?", {spi::to_text(state), topic, topic, most});
}

std::vector<spi::OutboxItem> waiting_under(Session& session, const std::string& topic, const std::string& key) {
  return select(session, "WHERE topic = ? AND key = ? AND state = 'waiting' ORDER BY seq", {topic, key});
}

long count_waiting(Session& session, const std::string& topic) {
  return static_cast<long>(session.number("SELECT count(*) FROM outbox WHERE state = 'waiting' AND (topic = ? OR ? = '')", {topic, topic}));
}

}  // namespace sluis::registry
