#include "gateway/registry/archive_tables.hpp"

#include <algorithm>
#include <stdexcept>

#include "gateway/registry/claim_json.hpp"

namespace sluis::registry {
namespace {

model::Ssin person(const std::string& text) {
  auto ssin = model::Ssin::parse(text);
  if (!ssin) throw std::runtime_error("a kept row has an unreadable person number");
  return std::move(*ssin);
}

// The version row itself, and its files beside it.
std::optional<spi::PolicyVersion> read_policy(Session& session, const std::string& condition, const Value& value) {
  auto policy = session.first("SELECT digest, since FROM policy_version WHERE " + condition + " ORDER BY seq DESC LIMIT 1", {value},
                              [](const Row& row) { return spi::PolicyVersion{row.text(0), row.moment(1), {}}; });
  if (!policy) return policy;
  session.each("SELECT name, packed FROM policy_file WHERE digest = ?", {policy->digest},
               [&](const Row& row) { policy->files[row.text(0)] = unpack(row.text(1)); });
  return policy;
}

}  // namespace

std::int64_t keep_original(Session& session, const Packed& packed) {
  session.run("INSERT INTO original (digest, size, packed) VALUES (?, ?, ?) ON CONFLICT (digest) DO NOTHING",
              {packed.digest, packed.size, Bytes{packed.bytes}});
  return session.number("SELECT seq FROM original WHERE digest = ?", {packed.digest});
}

void attach(Session& session, const std::string& record_id, const Attachment& attachment) {
  const auto& patient = attachment.patient.text();
  if (attachment.original) {
    session.run("INSERT INTO event_original (patient, record_seq, version, original) SELECT e.patient, e.record_seq, max(e.version), ? "
                "FROM registration_event e JOIN registration r ON r.patient = e.patient AND r.seq = e.record_seq "
                "WHERE r.patient = ? AND r.id = ? GROUP BY e.patient, e.record_seq",
                {keep_original(session, *attachment.original), patient, record_id});
  }
  for (const auto& recipient : attachment.by.notify) {
    session.run("INSERT INTO notification (at, recipient, patient, kind, operation, record_id, representation) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                {attachment.by.at, recipient.text(), patient, attachment.kind, attachment.operation, record_id,
                 attachment.by.representation});
  }
}

std::optional<model::KeptMessage> original_of(Session& session, const std::string& record_id, int version) {
  // Evidence is asked for by number alone: whose it is comes first, all that follows is his.
  const auto patient = session.first("SELECT patient FROM registration WHERE id = ?", {record_id}, [](const Row& row) { return row.text(0); });
  if (!patient) return std::nullopt;
  return session.first("SELECT e.operation, e.at, r.patient, e.author, r.kind, o.packed FROM registration r "
                       "JOIN registration_event e ON e.patient = r.patient AND e.record_seq = r.seq "
                       "JOIN event_original x ON x.patient = e.patient AND x.record_seq = e.record_seq AND x.version = e.version "
                       "JOIN original o ON o.seq = x.original WHERE r.patient = ? AND r.id = ? AND e.version = ?",
                       {*patient, record_id, version}, [](const Row& row) {
                         return model::KeptMessage{unpack(row.text(5)),           row.text(0), row.moment(1), person(row.text(2)),
                                                   author_from_json(row.text(3)), row.text(4)};
                       });
}

std::vector<model::Notification> notifications_of(Session& session, const model::Ssin& recipient) {
  return session.all("SELECT at, patient, kind, operation, record_id, representation FROM notification WHERE recipient = ? ORDER BY seq DESC",
                     {recipient.text()}, [&](const Row& row) {
                       return model::Notification{row.moment(0), recipient,   person(row.text(1)), row.text(2),
                                                  row.text(3),   row.text(4), row.text(5)};
                     });
}

void keep(Session& session, const spi::PolicyVersion& policy) {
  const auto newest = session.first("SELECT digest FROM policy_version ORDER BY seq DESC LIMIT 1", {}, [](const Row& row) { return row.text(0); });
  if (newest == policy.digest) return;
  for (const auto& [name, text] : policy.files) {
    const auto packed = pack(text);
    session.run("INSERT INTO policy_file (digest, name, packed) VALUES (?, ?, ?) ON CONFLICT (digest, name) DO NOTHING",
                {policy.digest, name, Bytes{packed.bytes}});
  }
  session.run("INSERT INTO policy_version (digest, since) VALUES (?, ?)", {policy.digest, policy.since});
}

std::optional<spi::PolicyVersion> policy_at(Session& session, core::Instant at) {
  const auto oldest = session.number("SELECT coalesce(min(since), 0) FROM policy_version");
  return read_policy(session, "since <= ?", std::max(oldest, std::int64_t{at.time_since_epoch().count()}));
}

std::optional<spi::PolicyVersion> policy_of(Session& session, const std::string& digest) {
  if (digest.empty()) return std::nullopt;
  return read_policy(session, "digest = ?", digest);
}

void keep(Session& session, const spi::KeptDecisions& decisions, const Packed& content) {
  session.run("INSERT INTO kept_decisions (id, at, caller, policy, packed) VALUES (?, ?, ?, ?, ?)",
              {decisions.id, decisions.at, decisions.caller, decisions.policy, Bytes{content.bytes}});
}

std::optional<spi::KeptDecisions> decisions_of(Session& session, const std::string& id) {
  return session.first("SELECT at, caller, policy, packed FROM kept_decisions WHERE id = ?", {id}, [&](const Row& row) {
    return spi::KeptDecisions{id, row.moment(0), row.text(1), row.text(2), unpack(row.text(3))};
  });
}

}  // namespace sluis::registry
