#include "gateway/registry/sql_outbox.hpp"

#include "gateway/registry/outbox_tables.hpp"

namespace sluis::registry {

template <class Work>
Status SqlOutbox::change(const std::string& id, Work work) {
  const auto written = database_.write({}, [&](Session& session) {
    work(session);
    return spi::Written{spi::WriteState::Stored, id};
  });
  if (!written) return written.error();
  return Done{};
}

Status SqlOutbox::add(const spi::OutboxItem& item) {
  auto added = change(item.id, [&](Session& session) { owe(session, item); });
  if (added) bell_.ring();
  return added;
}

// Looked at before it is locked: asking an empty queue writes nothing.
Result<std::vector<spi::OutboxItem>> SqlOutbox::claim(const std::string& topic, core::Instant now, std::chrono::seconds lease,
                                                         int most) {
  auto items = database_.read([&](Session& session) { return ready_items(session, topic, now, most); });
  if (!items || items->empty()) return items;
  const auto claimed =
      change(topic, [&](Session& session) { *items = claim_items(session, topic, now, lease, most); });
  if (!claimed) return claimed.error();
  return items;
}

Status SqlOutbox::done(const std::string& id, const std::string& note) {
  return change(id, [&](Session& session) { close_item(session, id, spi::OutboxState::Done, note); });
}

Status SqlOutbox::refused(const std::string& id, const std::string& note) {
  return change(id, [&](Session& session) { close_item(session, id, spi::OutboxState::Refused, note); });
}

Status SqlOutbox::later(const std::string& id, core::Instant due, const std::string& note) {
  return change(id, [&](Session& session) { delay_item(session, id, due, note); });
}

Result<std::vector<spi::OutboxItem>> SqlOutbox::items(const std::string& topic, spi::OutboxState state, int most) {
  return database_.read([&](Session& session) { return items_of(session, topic, state, most); });
}

Result<long> SqlOutbox::waiting(const std::string& topic) {
  return database_.read([&](Session& session) { return count_waiting(session, topic); });
}

}  // namespace sluis::registry
