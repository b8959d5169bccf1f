#include "gateway/registry/archive_tables.hpp"

#include <Poco/Data/Statement.h>

#include <stdexcept>

#include "gateway/registry/claim_json.hpp"

namespace sluis::registry {
namespace {

using namespace Poco::Data::Keywords;
using Poco::Data::BLOB;

Poco::Int64 stored(core::Instant at) { return at.time_since_epoch().count(); }
core::Instant moment(Poco::Int64 stored) { return core::Instant{std::chrono::microseconds{stored}}; }

model::Ssin person(const std::string& text) {
  auto ssin = model::Ssin::parse(text);
  if (!ssin) throw std::runtime_error("a kept row has an unreadable person number");
  return std::move(*ssin);
}

// The version row itself, and its files beside it.
std::optional<spi::PolicyVersion> read_policy(Poco::Data::Session& session, const std::string& condition, Poco::Int64 at,
                                              const std::string& digest) {
  std::vector<std::string> digests;
  std::vector<Poco::Int64> since;
  auto statement = (session << "SELECT digest, since FROM policy_version WHERE " + condition + " ORDER BY seq DESC LIMIT 1",
                    into(digests), into(since));
  if (digest.empty()) {
    statement, bind(at), now;
  } else {
    statement, bind(digest), now;
  }
  if (digests.empty()) return std::nullopt;
  std::vector<std::string> names;
  std::vector<BLOB> texts;
  session << "SELECT name, packed FROM policy_file WHERE digest = ?", into(names), into(texts), bind(digests.front()), now;
  spi::PolicyVersion policy{digests.front(), moment(since.front()), {}};
  for (std::size_t i = 0; i < names.size(); ++i) policy.files[names[i]] = unpack(texts[i]);
  return policy;
}

}  // namespace

std::int64_t keep_original(Poco::Data::Session& session, const Packed& packed) {
  session << "INSERT INTO original (digest, size, packed) VALUES (?, ?, ?) ON CONFLICT (digest) DO NOTHING", bind(packed.digest),
      bind(static_cast<Poco::Int64>(packed.size)), bind(packed.bytes), now;
  Poco::Int64 seq = 0;
  session << "SELECT seq FROM original WHERE digest = ?", into(seq), bind(packed.digest), now;
  return seq;
}

void attach(Poco::Data::Session& session, const std::string& record_id, const Attachment& attachment) {
  if (attachment.original) {
    const Poco::Int64 original = keep_original(session, *attachment.original);
    session << "INSERT INTO event_original (record_seq, version, original) SELECT e.record_seq, max(e.version), ? "
               "FROM registration_event e JOIN registration r ON r.seq = e.record_seq WHERE r.id = ?",
        bind(original), bind(record_id), now;
  }
  for (const auto& recipient : attachment.by.notify) {
    session << "INSERT INTO notification (at, recipient, patient, kind, operation, record_id, representation) "
               "VALUES (?, ?, ?, ?, ?, ?, ?)",
        bind(stored(attachment.by.at)), bind(recipient.text()), bind(attachment.patient.text()), bind(std::string(attachment.kind)),
        bind(std::string(attachment.operation)), bind(record_id), bind(attachment.by.representation), now;
  }
}

std::optional<model::KeptMessage> original_of(Poco::Data::Session& session, const std::string& record_id, int version) {
  std::vector<std::string> operations, patients, kinds, authors;
  std::vector<Poco::Int64> moments;
  std::vector<BLOB> bytes;
  session << "SELECT e.operation, e.at, r.patient, e.author, r.kind, o.packed FROM registration r "
             "JOIN registration_event e ON e.record_seq = r.seq AND e.version = ? "
             "JOIN event_original x ON x.record_seq = r.seq AND x.version = e.version "
             "JOIN original o ON o.seq = x.original WHERE r.id = ?",
      into(operations), into(moments), into(patients), into(authors), into(kinds), into(bytes), bind(version), bind(record_id), now;
  if (bytes.empty()) return std::nullopt;
  return model::KeptMessage{unpack(bytes.front()),     operations.front(), moment(moments.front()), person(patients.front()),
                            author_from_json(authors.front()), kinds.front()};
}

std::vector<model::Notification> notifications_of(Poco::Data::Session& session, const model::Ssin& recipient) {
  std::vector<Poco::Int64> moments;
  std::vector<std::string> patients, kinds, operations, records, representations;
  session << "SELECT at, patient, kind, operation, record_id, representation FROM notification WHERE recipient = ? ORDER BY seq DESC",
      into(moments), into(patients), into(kinds), into(operations), into(records), into(representations), bind(recipient.text()), now;
  std::vector<model::Notification> all;
  for (std::size_t i = 0; i < moments.size(); ++i) {
    all.push_back({moment(moments[i]), recipient, person(patients[i]), kinds[i], operations[i], records[i], representations[i]});
  }
  return all;
}

void keep(Poco::Data::Session& session, const spi::PolicyVersion& policy) {
  std::vector<std::string> newest;
  session << "SELECT digest FROM policy_version ORDER BY seq DESC LIMIT 1", into(newest), now;
  if (!newest.empty() && newest.front() == policy.digest) return;
  for (const auto& [name, text] : policy.files) {
    session << "INSERT INTO policy_file (digest, name, packed) VALUES (?, ?, ?) ON CONFLICT (digest, name) DO NOTHING", bind(policy.digest), bind(name),
        bind(pack(text).bytes), now;
  }
  session << "INSERT INTO policy_version (digest, since) VALUES (?, ?)", bind(policy.digest), bind(stored(policy.since)), now;
}

std::optional<spi::PolicyVersion> policy_at(Poco::Data::Session& session, core::Instant at) {
  return read_policy(session, "since <= max(?, (SELECT min(since) FROM policy_version))", stored(at), {});
}

std::optional<spi::PolicyVersion> policy_of(Poco::Data::Session& session, const std::string& digest) {
  if (digest.empty()) return std::nullopt;
  return read_policy(session, "digest = ?", 0, digest);
}

void keep(Poco::Data::Session& session, const spi::KeptDecisions& decisions, const Packed& content) {
  session << "INSERT INTO kept_decisions (id, at, caller, policy, packed) VALUES (?, ?, ?, ?, ?)", bind(decisions.id),
      bind(stored(decisions.at)), bind(decisions.caller), bind(decisions.policy), bind(content.bytes), now;
}

std::optional<spi::KeptDecisions> decisions_of(Poco::Data::Session& session, const std::string& id) {
  std::vector<Poco::Int64> moments;
  std::vector<std::string> callers, policies;
  std::vector<BLOB> contents;
  session << "SELECT at, caller, policy, packed FROM kept_decisions WHERE id = ?", into(moments), into(callers), into(policies),
      into(contents), bind(id), now;
  if (moments.empty()) return std::nullopt;
  return spi::KeptDecisions{id, moment(moments.front()), callers.front(), policies.front(), unpack(contents.front())};
}

}  // namespace sluis::registry
