#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluis::model {

// What a message says about persons and parties, before any rule has looked at it: raw texts in document order.

struct IdClaim {
  std::string scheme;  // S: INSS, ID-HCPARTY, EID-CARDNO, ISI-CARDNO, LOCAL, ...
  std::string value;
  std::string local_scheme;  // SL, with LOCAL
};

struct CodeClaim {
  std::string scheme;  // S: CD-HCPARTY, CD-ENCRYPTION-ACTOR, ...
  std::string value;
};

struct PartyClaim {  // a healthcare party
  std::vector<IdClaim> ids;
  std::vector<CodeClaim> codes;
  std::string name;  // of an organisation or of software
  std::vector<std::string> first_names;
  std::string family_name;

  std::string category() const;  // first CD-HCPARTY, "" when none
  std::vector<std::string> values(std::string_view scheme) const;
  std::optional<std::string> value(std::string_view scheme) const;  // first
  bool is_person() const { return category().starts_with("pers"); }
  bool is_software() const { return category() == "application"; }
};

struct PatientClaim {  // a patient, or a person who acts for one
  std::vector<IdClaim> ids;
  std::vector<std::string> first_names;
  std::string family_name;

  std::vector<std::string> values(std::string_view scheme) const;
  std::optional<std::string> value(std::string_view scheme) const;
};

struct AuthorClaim {
  std::vector<PartyClaim> parties;
  std::optional<PatientClaim> patient;  // the patient acts himself
  std::optional<PatientClaim> person;   // a parent or mandatary acts

  const PartyClaim* organisation() const;  // first party that is neither person nor software
  const PartyClaim* professional() const;  // first party that is a person
};

struct ProofClaim {
  std::string type;                   // CD-PROOFTYPE value
  std::optional<std::string> binary;  // base64 text of binaryproof, when present
};

// The header that every hubservices request starts with.
struct RequestHeader {
  std::string id;
  AuthorClaim author;
  std::string date;
  std::string time;
  std::optional<std::string> max_rows;         // xsd:decimal as written
  std::optional<std::string> break_the_glass;  // v3 only
  std::optional<std::string> page_index;       // v3 lists only
  std::string echo;  // canonical XML of the whole request element: the answer repeats it
};

}  // namespace sluis::model
