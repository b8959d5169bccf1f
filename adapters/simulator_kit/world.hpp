#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/calendar.hpp"

namespace sluis::sandbox {

using Date = core::Date;

struct Person {
  std::string ssin, first, family;
  Date birth;
  std::optional<Date> death;
  std::map<std::string, std::string> cards;  // EID-CARDNO, ISI-CARDNO -> number
};

struct ProviderNumber {
  std::string number;    // NIHII, eleven digits
  std::string category;  // CD-HCPARTY
};

struct Provider {
  std::string ssin, first, family;
  std::vector<ProviderNumber> nihii;
};

struct Organisation {
  std::string category, name;
  std::string nihii, cbe, ehp;  // empty when it has none
  std::string holder_ssin;      // of a pharmacy
  std::vector<std::string> staff_ssin;
  std::string acts_for_cbe;  // the insurer for which it acts
};

struct Representation {
  std::string kind, represented, representative;
  std::optional<std::vector<std::string>> scope;  // absent: everything
  std::optional<Date> from, to;
};

struct RecordHolder {
  std::string patient, holder_ssin, holder_nihii;
  Date start;
};

struct StoredDocument {
  std::string id, sl, patient, category;
  int hub = 1;
  std::string author_nihii;
  bool patient_access = true;
};

// Everybody and everything that the sandbox knows (rulings.md, "The world of the sandbox").
struct World {
  Date base;
  std::vector<Person> persons;
  std::vector<Provider> providers;
  std::vector<Organisation> organisations;
  std::vector<Representation> representation;
  std::vector<RecordHolder> gmd;
  std::vector<StoredDocument> documents;

  const Person* person(std::string_view ssin) const;
  const Provider* provider_by_ssin(std::string_view ssin) const;
  const Provider* provider_by_nihii(std::string_view nihii) const;          // eleven digits, or the first eight
  const Organisation* organisation_by_nihii(std::string_view nihii) const;  // eight digits, or eleven that end in 000
  const Organisation* organisation_by_cbe(std::string_view cbe) const;
  const Organisation* organisation_by_ehp(std::string_view ehp) const;

  // Makes all of these quick in a large world; nothing may be added or taken away afterwards.
  void build_index();

 private:
  struct Index;
  std::shared_ptr<const Index> index_;
};

// The places that hold documents: hubs A to D are 1, 2, 5 and 6, and these two.
inline constexpr int kVitalink = 3;
inline constexpr int kDossier = 4;
inline constexpr int kPlaces = 6;

// Throws InputRefused with the path of the member.
World parse_world(std::string_view json);
std::string to_json(const World& world);  // the same format, a line per entry

// The population that the sandbox makes itself.
World built_in_world();

// When a document was made: derived from its id, at most 300 days before the base date, in the daytime.
core::Instant document_moment(const World& world, const StoredDocument& document);

// The birth date that a national number tells; nullopt when it tells none (unknown day, BIS number keeps its month).
std::optional<Date> birth_of(std::string_view ssin);

}  // namespace sluis::sandbox
