#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/model/access.hpp"
#include "gateway/model/decision.hpp"
#include "gateway/model/dossier_answer.hpp"
#include "gateway/model/glass_review.hpp"
#include "gateway/model/kept.hpp"
#include "gateway/model/order.hpp"
#include "gateway/model/provenance.hpp"

namespace sluis::model {

// One reference: where something about the patient stands, never what it says.
struct DirectoryEntry {
  TransactionName name;       // id, SL and hub
  std::string hub_name;
  std::string category;       // CD-TRANSACTION
  std::string date;           // xsd:date of the document
  std::string time;           // xsd:time
  std::string recorded;       // xsd:dateTime
  std::vector<PartyClaim> authors;  // of the document, without the hub party
  bool complete = true;
  bool validated = true;
  bool patient_access = true;   // false: cd LOCAL SL PatientAccess = no (HUB-TRN-5)
  std::string fetch_with;       // "GetTransactionSet" when the hub says so (HUB-TRN-4), else ""
  std::vector<std::string> sources;  // ids of the sources that told of it
};

// The patient as the sources name him: the folder of a reference list can't be written without.
struct FolderPatient {
  std::string number;  // SSIN as told by the source; routing compares it with the one asked for
  std::vector<std::string> first_names;
  std::string family_name;
  std::string birth_date;  // xsd:date, "" when not told
  std::string sex;         // CD-SEX, "" when not told
};

// Excluded: not asked, for the decision doesn't let this caller see anything of it. BreakerOpen: not asked, it failed time after time.
// Untrusted: it answered, and the answer can't be believed (signature, form, another patient).
enum class SourceState { Complete, Empty, Partial, Refused, TimedOut, Unreachable, Failed, Excluded, BreakerOpen, Untrusted };
std::string_view to_text(SourceState state);
// The same in the eight words of an honest answer: complete, partial, late, down, refused, excluded, breaker_open, untrusted.
std::string_view status_text(SourceState state);

// What one source of a fan-out did. Part of every merged answer.
struct SourceStatus {
  std::string source;   // "hub:1999990144", "dossier:0999999922"
  std::string name;
  SourceState state = SourceState::Failed;
  std::string code;     // its own code or ours ("360", "PCDH_ERROR_NOT_AUTHORIZED", "SLU-5002"), "" when fine
  std::string text;     // English, no patient data
  int entries = 0;
  int withheld = 0;     // entries that the access matrix or PatientAccess hides from this caller
  long milliseconds = 0;
  std::string log_text = {};  // what went wrong, for our log only
};

struct Answer {
  std::vector<BusinessError> errors;
  std::optional<Consent> consent;
  bool deceased = false;
  std::vector<TherapeuticLink> links;
  std::optional<bool> has_link;
  std::vector<Exclusion> exclusions;
  std::vector<DirectoryEntry> entries;
  std::optional<FolderPatient> patient;  // whom the entries are about, as told; empty when no source told
  std::vector<SourceStatus> sources;
  std::vector<Access> accesses;
  std::optional<int> total_entries;  // when a page was cut off
  std::string record_id;             // what was stored
  std::vector<AccessRight> rights;
  std::vector<Notification> notifications;
  std::optional<KeptMessage> kept;
  std::optional<ExclusionPreview> preview;
  std::string body;                  // hub orders: canonical XML of everything behind `acknowledge`
  std::optional<DossierAnswer> dossier;
  std::vector<GlassReview> reviews;
  Provenance provenance;
  std::string resume_token;          // fetches what is missing now, "" when nothing is
  std::string next_page;             // "" on the last page

  bool complete() const { return errors.empty(); }
  // Something stands there that this caller may not see: no more is said.
  bool withheld() const;
};

}  // namespace sluis::model
