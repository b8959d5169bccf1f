#include "gateway/registry/right_tables.hpp"

#include <algorithm>
#include <stdexcept>

#include "gateway/registry/archive_tables.hpp"
#include "gateway/registry/claim_json.hpp"
#include "gateway/registry/link_query.hpp"

namespace sluis::registry {
namespace {


constexpr core::Instant kEver = core::Instant::max();

// Of a whole role: its category.
std::string key_of(const model::Party& party) {
  const auto key = party.key();
  return key.empty() ? "category:" + party.category : key;
}

bool same_holder(const model::Party& one, const model::Party& other) {
  if (one.key().empty() || other.key().empty()) return key_of(one) == key_of(other);
  return same_party(one, other);
}

void insert_event(Session& session, const std::string& document, const std::string& id, int version, const char* operation,
                  const model::Declaration& by, const Packed* original) {
  session.run("INSERT INTO access_right_event (document, record_seq, version, operation, at, request_id, request_date, request_time, author, "
              "representation, correlation_id, original) "
              "VALUES (?, (SELECT seq FROM access_right WHERE document = ? AND id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              {document, document, id, version, operation, by.at, by.request_id, by.request_date, by.request_time, to_json(by.author),
               by.representation, by.correlation_id, original ? Value(keep_original(session, *original)) : Value(std::nullopt)});
}

void end(Session& session, const model::AccessRight& right, const model::Declaration& by, const Packed* original) {
  const auto& document = right.transaction.id;
  insert_event(session, document, right.id, right.version + 1, "revocation", by, original);
  session.run("UPDATE access_right SET open = 0 WHERE document = ? AND id = ?", {document, right.id});
}

std::vector<model::AccessRight> standing(Session& session, const model::TransactionName& document) {
  auto rights = rights_on(session, document, kEver);
  std::erase_if(rights, [](const auto& right) { return right.revoked.has_value(); });
  return rights;
}

}  // namespace

// A message names a document by identifier and scheme; where one of the two doesn't tell the hub, they are of one document.
std::vector<model::AccessRight> rights_on(Session& session, const model::TransactionName& document,
                                          core::Instant known_at) {
  std::vector<model::AccessRight> rights;
  session.each("SELECT r.id, r.party, r.allow, e.version, e.operation, e.at, e.request_id, e.request_date, e.request_time, e.author, "
               "e.representation, e.correlation_id FROM access_right r JOIN access_right_event e ON e.document = r.document AND e.record_seq = r.seq "
               "WHERE r.document = ? AND r.local_scheme = ? AND (r.hub = ? OR r.hub = '' OR ? = '') ORDER BY r.seq, e.version",
               {document.id, document.local_scheme, document.hub, document.hub}, [&](const Row& row) {
                 model::Declaration by;
                 by.at = row.moment(5);
                 if (by.at > known_at) return;
                 by.request_id = row.text(6);
                 by.request_date = row.text(7);
                 by.request_time = row.text(8);
                 by.author = author_from_json(row.text(9));
                 by.representation = row.text(10);
                 by.correlation_id = row.text(11);
                 const auto version = static_cast<int>(row.number(3));
                 if (row.text(4) == "declaration") {
                   rights.push_back({row.text(0), version, document, party_from_json(row.text(1)), row.flag(2), std::move(by), {}});
                 } else if (!rights.empty() && rights.back().id == row.text(0)) {
                   rights.back().version = version;
                   rights.back().revoked = std::move(by);
                 }
               });
  return rights;
}

spi::Written put_right(Session& session, const model::AccessRightRegistration& wanted, const model::Declaration& by,
                       const Packed* original, const std::string& new_id) {
  if (!wanted.party) throw std::invalid_argument("a right came without the party that it is for");
  for (const auto& right : standing(session, wanted.transaction)) {
    if (same_holder(right.party, *wanted.party)) end(session, right, by, original);
  }
  const auto& document = wanted.transaction;
  session.run("INSERT INTO access_right (id, document, local_scheme, hub, party_key, party, allow, open) VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
              {new_id, document.id, document.local_scheme, document.hub, key_of(*wanted.party), to_json(*wanted.party), wanted.allow});
  insert_event(session, document.id, new_id, 1, "declaration", by, original);
  return {spi::WriteState::Stored, new_id};
}

spi::Written revoke_rights(Session& session, const model::AccessRightRegistration& wanted, const model::Declaration& by,
                           const Packed* original) {
  spi::Written written;
  for (const auto& right : standing(session, wanted.transaction)) {
    if (wanted.party && !same_holder(right.party, *wanted.party)) continue;
    end(session, right, by, original);
    if (written.record_id.empty()) written = {spi::WriteState::Stored, right.id};
  }
  return written;
}

}  // namespace sluis::registry
