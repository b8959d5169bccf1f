#include "gateway/registry/sqlite_outbox.hpp"

#include "gateway/registry/outbox_tables.hpp"

namespace sluis::registry {

template <class Work>
Status SqliteOutbox::change(const std::string& id, Work work) {
  const auto written = file_.write([&](SqliteFile::Session& session) {
    work(session);
    return spi::Written{spi::WriteState::Stored, id};
  });
  if (!written) return written.error();
  return Done{};
}

Status SqliteOutbox::add(const spi::OutboxItem& item) {
  auto added = change(item.id, [&](SqliteFile::Session& session) { owe(session, item); });
  if (added) bell_.ring();
  return added;
}

// Looked at before it is locked: asking an empty queue writes nothing.
Result<std::vector<spi::OutboxItem>> SqliteOutbox::claim(const std::string& topic, core::Instant now, std::chrono::seconds lease,
                                                         int most) {
  auto items = file_.read([&](SqliteFile::Session& session) { return ready_items(session, topic, now, most); });
  if (!items || items->empty()) return items;
  const auto claimed =
      change(topic, [&](SqliteFile::Session& session) { *items = claim_items(session, topic, now, lease, most); });
  if (!claimed) return claimed.error();
  return items;
}

Status SqliteOutbox::done(const std::string& id, const std::string& note) {
  return change(id, [&](SqliteFile::Session& session) { close_item(session, id, spi::OutboxState::Done, note); });
}

Status SqliteOutbox::refused(const std::string& id, const std::string& note) {
  return change(id, [&](SqliteFile::Session& session) { close_item(session, id, spi::OutboxState::Refused, note); });
}

Status SqliteOutbox::later(const std::string& id, core::Instant due, const std::string& note) {
  return change(id, [&](SqliteFile::Session& session) { delay_item(session, id, due, note); });
}

Result<std::vector<spi::OutboxItem>> SqliteOutbox::items(const std::string& topic, spi::OutboxState state, int most) {
  return file_.read([&](SqliteFile::Session& session) { return items_of(session, topic, state, most); });
}

Result<long> SqliteOutbox::waiting(const std::string& topic) {
  return file_.read([&](SqliteFile::Session& session) { return count_waiting(session, topic); });
}

}  // namespace sluis::registry
