#include "gateway/registry/right_tables.hpp"

#include <Poco/Data/Statement.h>

#include <algorithm>
#include <stdexcept>

#include "gateway/registry/archive_tables.hpp"
#include "gateway/registry/claim_json.hpp"
#include "gateway/registry/link_query.hpp"

namespace sluis::registry {
namespace {

using namespace Poco::Data::Keywords;
using Texts = std::vector<std::string>;

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

void insert_event(Poco::Data::Session& session, const std::string& id, int version, const char* operation,
                  const model::Declaration& by, const Packed* original) {
  const Poco::Int64 message = original ? keep_original(session, *original) : 0;
  session << "INSERT INTO access_right_event (record_seq, version, operation, at, request_id, request_date, request_time, author, "
             "representation, correlation_id, original) "
             "VALUES ((SELECT seq FROM access_right WHERE id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0))",
      bind(id), bind(version), bind(std::string(operation)), bind(Poco::Int64{by.at.time_since_epoch().count()}),
      bind(by.request_id), bind(by.request_date), bind(by.request_time), bind(to_json(by.author)), bind(by.representation),
      bind(by.correlation_id), bind(message), now;
}

void end(Poco::Data::Session& session, const model::AccessRight& right, const model::Declaration& by, const Packed* original) {
  insert_event(session, right.id, right.version + 1, "revocation", by, original);
  session << "UPDATE access_right SET open = 0 WHERE id = ?", bind(right.id), now;
}

std::vector<model::AccessRight> standing(Poco::Data::Session& session, const model::TransactionName& document) {
  auto rights = rights_on(session, document, kEver);
  std::erase_if(rights, [](const auto& right) { return right.revoked.has_value(); });
  return rights;
}

}  // namespace

// A message names a document by identifier and scheme; where one of the two doesn't tell the hub, they are of one document.
std::vector<model::AccessRight> rights_on(Poco::Data::Session& session, const model::TransactionName& document,
                                          core::Instant known_at) {
  Texts ids, parties, operations, requests, dates, times, authors, representations, correlations;
  std::vector<int> allows, versions;
  std::vector<Poco::Int64> moments;
  session << "SELECT r.id, r.party, r.allow, e.version, e.operation, e.at, e.request_id, e.request_date, e.request_time, e.author, "
             "e.representation, e.correlation_id FROM access_right r JOIN access_right_event e ON e.record_seq = r.seq "
             "WHERE r.document = ? AND r.local_scheme = ? AND (r.hub = ? OR r.hub = '' OR ? = '') ORDER BY r.seq, e.version",
      into(ids), into(parties), into(allows), into(versions), into(operations), into(moments), into(requests), into(dates),
      into(times), into(authors), into(representations), into(correlations), bind(document.id), bind(document.local_scheme),
      bind(document.hub), bind(document.hub), now;
  std::vector<model::AccessRight> rights;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    model::Declaration by;
    by.at = core::Instant{std::chrono::microseconds{moments[i]}};
    if (by.at > known_at) continue;
    by.request_id = requests[i];
    by.author = author_from_json(authors[i]);
    by.request_date = dates[i];
    by.request_time = times[i];
    by.representation = representations[i];
    by.correlation_id = correlations[i];
    if (operations[i] == "declaration") {
      rights.push_back({ids[i], versions[i], document, party_from_json(parties[i]), allows[i] != 0, std::move(by), {}});
    } else if (!rights.empty() && rights.back().id == ids[i]) {
      rights.back().version = versions[i];
      rights.back().revoked = std::move(by);
    }
  }
  return rights;
}

spi::Written put_right(Poco::Data::Session& session, const model::AccessRightRegistration& wanted, const model::Declaration& by,
                       const Packed* original, const std::string& new_id) {
  if (!wanted.party) throw std::invalid_argument("a right came without the party that it is for");
  for (const auto& right : standing(session, wanted.transaction)) {
    if (same_holder(right.party, *wanted.party)) end(session, right, by, original);
  }
  session << "INSERT INTO access_right (id, document, local_scheme, hub, party_key, party, allow, open) VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
      bind(new_id), bind(wanted.transaction.id), bind(wanted.transaction.local_scheme), bind(wanted.transaction.hub),
      bind(key_of(*wanted.party)), bind(to_json(*wanted.party)), bind(wanted.allow ? 1 : 0), now;
  insert_event(session, new_id, 1, "declaration", by, original);
  return {spi::WriteState::Stored, new_id};
}

spi::Written revoke_rights(Poco::Data::Session& session, const model::AccessRightRegistration& wanted, const model::Declaration& by,
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
