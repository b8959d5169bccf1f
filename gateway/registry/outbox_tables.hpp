#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "gateway/registry/session.hpp"
#include "gateway/spi/outbox.hpp"

// The outbox as rows. All throw DatabaseError or std::runtime_error (unreadable store); a write belongs to the transaction that
// the caller has begun, so that an act and what is owed because of it are committed together.
namespace sluis::registry {

// The same id again changes nothing. Ring the store's OutboxBell once the transaction is committed.
void owe(Session& session, const spi::OutboxItem& item);

// Oldest of each key that is due and that nobody holds. Reads only.
std::vector<spi::OutboxItem> ready_items(Session& session, const std::string& topic, core::Instant now, int most);
// The same, each held until now + lease and with one more attempt.
std::vector<spi::OutboxItem> claim_items(Session& session, const std::string& topic, core::Instant now,
                                         std::chrono::seconds lease, int most);

// Does nothing to an item that is closed already, or unknown. The payload of a done item is dropped: it is nowhere needed again.
void close_item(Session& session, const std::string& id, spi::OutboxState state, const std::string& note);
void delay_item(Session& session, const std::string& id, core::Instant due, const std::string& note);

// topic "" = every one; newest first.
std::vector<spi::OutboxItem> items_of(Session& session, const std::string& topic, spi::OutboxState state, int most);
// Waiting, oldest first.
std::vector<spi::OutboxItem> waiting_under(Session& session, const std::string& topic, const std::string& key);
long count_waiting(Session& session, const std::string& topic);

}  // namespace sluis::registry
