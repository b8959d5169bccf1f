#pragma once

#include <string>
#include <vector>

#include "gateway/decision/questions.hpp"
#include "tests/gateway/decision/support.hpp"

namespace sluis::test {

// Rights on the one document that a scene is about.
class FakeRights final : public spi::AccessRights {
 public:
  std::vector<model::AccessRight> rights;

  Result<std::vector<model::AccessRight>> rights_on(const model::TransactionName&, core::Instant known_at) override {
    std::vector<model::AccessRight> known;
    for (auto right : rights) {
      if (right.declared.at > known_at) continue;
      if (right.revoked && right.revoked->at > known_at) right.revoked.reset();
      known.push_back(std::move(right));
    }
    return known;
  }
  Result<spi::Written> put_right(const model::AccessRightRegistration&, const model::Declaration&) override {
    return Fault(FaultId::Internal, "not for writing");
  }
  Result<spi::Written> revoke_rights(const model::AccessRightRegistration&, const model::Declaration&) override {
    return Fault(FaultId::Internal, "not for writing");
  }
};

class FakeDocuments final : public spi::Documents {
 public:
  bool reachable = true;
  int asked = 0;
  std::optional<model::DirectoryEntry> entry;

  Result<std::optional<model::DirectoryEntry>> find(const model::TransactionName&, const model::Ssin&) override {
    ++asked;
    if (!reachable) return Fault(FaultId::NetworkUnreachable, "told to be unreachable", "hub");
    return entry;
  }
};

struct Persona {
  std::string ssin;
  std::string nihii;     // "" for a citizen
  std::string category;  // of the claim
};

struct Relationship {
  std::string representative;
  model::Relation relation;
};

// One question and the world that it is asked in, all of it open to change.
struct Scene {
  model::Identity token;
  model::Question question;
  decision::Policy policy;
  spi::PatientFile file;
  std::vector<model::AccessRight> rights;
  std::optional<model::DirectoryEntry> document;
  std::vector<model::Provider> providers;
  std::vector<model::Organisation> organisations;
  std::vector<Relationship> relations;
  std::vector<model::Person> persons;
  std::optional<model::GlobalFile> global_file;
  bool has_registers = true;
  std::optional<core::Instant> known_at;

  // A row of fixtures/decisions/cases.table; cases.schema says what the cells hold.
  Scene(const core::Table& table, const core::Table::Row& row, const decision::Policy& tables);

  model::Decision decide() const;
  core::Instant at() const;
  // Takes this evidence out of the world, its alternatives not.
  void remove(const model::EvidenceItem& item);
  // Does what the answer says would have to change.
  void repair(const std::string& rule);

 private:
  void read_caller(const std::string& cell);
  void read_token(const std::string& cell);
  void read_state(const std::string& name, const std::vector<std::string>& words);
  void read_registration(const std::string& name, const std::vector<std::string>& words);
  void repair_identity();
  void repair_patient_access();
  void open_matrix();
};

Persona persona(const std::string& name);
// Of a person by SSIN, of an organisation by number.
model::Party party_of(const std::string& name);

}  // namespace sluis::test
