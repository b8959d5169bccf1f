// Who an attribute list certifies: security.md section 3.1, rulings R30.
#include <boost/test/unit_test.hpp>

#include "gateway/core/table.hpp"
#include "mappings/saml11/identity_table.hpp"

using namespace sluis;
using mappings::saml11::IdentityTable;

namespace {

const std::string kId = "urn:be:fgov:identification-namespace";
const std::string kCert = "urn:be:fgov:certified-namespace:ehealth";
const std::string kPerson = "urn:be:fgov:person:ssin";
const std::string kPlatform = "urn:be:fgov:ehealth:1.0";

const IdentityTable& table() {
  static const auto loaded = IdentityTable::load(SLUIS_SOURCE_DIR "/mappings/policy/token_attributes.table");
  return loaded;
}

struct List {
  List& id(const std::string& name, const std::string& value) { return add(name, kId, value); }
  List& cert(const std::string& name, const std::string& value) { return add(name, kCert, value); }
  List& add(const std::string& name, const std::string& name_space, const std::string& value) {
    all.push_back({name, name_space, {value}});
    return *this;
  }
  Result<model::Identity> identify() const { return table().identify(all); }
  // category, then the numbers; or "refused".
  std::string told() const {
    const auto found = identify();
    if (!found) return "refused";
    std::string text = found->category;
    if (found->ssin) text += " ssin:" + found->ssin->text();
    if (found->nihii) text += " nihii:" + found->nihii->text();
    if (found->organisation) text += " org:" + found->organisation->number;
    return text;
  }
  std::vector<model::Attribute> all;
};

List person(const std::string& ssin = "72051999381") {
  return List{}.id(kPlatform + ":certificateholder:person:ssin", ssin).id(kPerson, ssin);
}
List physician() {
  return person().cert(kPerson + ":doctor:boolean", "true").cert(kPerson + ":ehealth:1.0:doctor:nihii11", "19997638004");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(token_identity)

BOOST_AUTO_TEST_CASE(persons) {
  BOOST_TEST(person().told() == "patient ssin:72051999381");
  BOOST_TEST(physician().told() == "persphysician ssin:72051999381 nihii:19997638004");
  BOOST_TEST(person().cert(kPerson + ":nurse:boolean", "true").cert(kPerson + ":ehealth:1.0:nihii:nurse:nihii11", "49997131401").told() ==
             "persnurse ssin:72051999381 nihii:49997131401");
  for (const std::string word : {"dentist", "physiotherapist", "midwife"})
    BOOST_TEST(person().cert(kPerson + ":ehealth:1.0:professional:" + word + ":boolean", "true").told() ==
               "pers" + word + " ssin:72051999381");
  auto named = physician();
  named.cert(kPerson + ":ehealth:1.0:givenname", "Gert").cert(kPerson + ":ehealth:1.0:surname", "Huisarts");
  BOOST_TEST(named.identify()->first_name == "Gert");
  BOOST_TEST(named.identify()->family_name == "Huisarts");
}

BOOST_AUTO_TEST_CASE(two_professions_of_one_person) {
  const auto both = physician().cert(kPerson + ":ehealth:1.0:professional:dentist:boolean", "true").identify();
  BOOST_REQUIRE(both);
  BOOST_TEST(both->category == "persphysician");
  BOOST_TEST((both->categories == std::vector<std::string>{"persphysician", "persdentist"}));
}

BOOST_AUTO_TEST_CASE(only_the_certified_namespace_makes_a_profession) {
  BOOST_TEST(person().id(kPerson + ":doctor:boolean", "true").told() == "patient ssin:72051999381");
  BOOST_TEST(person().add(kPerson + ":doctor:boolean", "urn:mine", "true").told() == "patient ssin:72051999381");
  BOOST_TEST(person().cert(kPerson + ":doctor:boolean", "false").cert(kPerson + ":ehealth:1.0:doctor:nihii11", "19997638004").told() ==
             "patient ssin:72051999381");
  // A number alone says nothing, nor does a name that only resembles.
  BOOST_TEST(person().cert(kPerson + ":ehealth:1.0:doctor:nihii11", "19997638004").told() == "patient ssin:72051999381");
  BOOST_TEST(person().cert("urn:be:fgov:person:SSIN:doctor:boolean", "true").told() == "patient ssin:72051999381");
}

// Every profession and every organisation of the table, its flag in another namespace or under another name.
BOOST_AUTO_TEST_CASE(a_flag_counts_by_name_and_namespace_together) {
  const auto rows = core::Table::load(SLUIS_SOURCE_DIR "/mappings/policy/token_attributes.table");
  int flags = 0;
  for (const auto& row : rows.rows()) {
    const auto& kind = rows.cell(row, "kind");
    if (kind != "profession" && kind != "organisation_flag") continue;
    ++flags;
    const auto& name = rows.cell(row, "name");
    BOOST_TEST_CONTEXT(name) {
      BOOST_TEST(rows.cell(row, "namespace") == "CERT");
      const auto with = [&](const std::string& flag, const std::string& name_space, const std::string& value) {
        auto list = person();
        for (const auto& other : rows.rows()) {  // the number that the flag would be about
          if (kind != "organisation_flag" || rows.cell(other, "kind") != "organisation_number") continue;
          if (rows.cell(other, "group") != rows.cell(row, "group")) continue;
          const auto& says = rows.cell(other, "says");
          list.cert(rows.cell(other, "name"), says == "nihii" ? "71099911" : says == "cbe" ? "0411882388" : "1990999927");
        }
        return list.add(flag, name_space, value).told();
      };
      const std::string nobody_special = "patient ssin:72051999381";
      BOOST_TEST(with(name, kCert, "true") != nobody_special);
      BOOST_TEST(with(name, kCert, "false") == nobody_special);
      BOOST_TEST(with(name, kId, "true") == nobody_special);
      BOOST_TEST(with(name, "", "true") == nobody_special);
      BOOST_TEST(with(name, kCert + ":", "true") == nobody_special);
      BOOST_TEST(with(name, "urn:be:fgov:certified-namespace:other", "true") == nobody_special);
      BOOST_TEST(with(name + ":", kCert, "true") == nobody_special);
    }
  }
  BOOST_TEST(flags > 20);
}

BOOST_AUTO_TEST_CASE(organisations) {
  const auto by_nihii = [](const std::string& kind, const std::string& number, const std::string& flag) {
    return List{}.id(kPlatform + ":" + kind + ":nihii-number", number).cert(kPlatform + ":" + flag + ":boolean", "true").told();
  };
  BOOST_TEST(by_nihii("hospital", "71099911", "certificateholder:hospital:nihii-number:recognisedhospital") == "orghospital org:71099911");
  BOOST_TEST(by_nihii("hospital", "71099911000", "hospital:nihii-number:recognisedhospital") == "orghospital org:71099911");
  BOOST_TEST(by_nihii("pharmacy", "20999609", "pharmacy:nihii-number:recognisedpharmacy") == "orgpharmacy org:20999609");
  BOOST_TEST(by_nihii("pharmacy", "20999609", "pharmacy:nihii-number:recognisedhospitalpharmacy") == "deptpharmacy org:20999609");
  BOOST_TEST(by_nihii("groupofnurses", "71099911", "certificateholder:groupofnurses:nihii-number:recognisedgroupofnurses") ==
             "groupofnurses org:71099911");
  BOOST_TEST(by_nihii("medicalhouse", "71099911", "medicalhouse:nihii-number:recognisedmedicalhouse") ==
             "orgprimaryhealthcarecenter org:71099911");
  const std::string cbe = "urn:be:fgov:kbo-bce:organization:cbe-number";
  BOOST_TEST(List{}.id(cbe, "0999999922").cert(cbe + ":ehealth:1.0:hio:boolean", "true").told() == "orginsurance org:0999999922");
  const auto flag = kPlatform + ":certificateholder:recognisedorganization:boolean";
  BOOST_TEST(List{}.id(kPlatform + ":certificateholder:enterprise:cbe-number", "0999999922").cert(flag, "true").told() ==
             "orgpublichealth org:0999999922");
  BOOST_TEST(List{}.id(kPlatform + ":ehp-number", "1990999927").cert(flag, "true").told() == "hub org:1990999927");
}

BOOST_AUTO_TEST_CASE(an_organisation_and_the_person_before_it) {
  auto both = physician();
  both.cert(kPlatform + ":hospital:nihii-number", "71000436").cert(kPlatform + ":hospital:nihii-number:recognisedhospital:boolean", "true");
  BOOST_TEST(both.told() == "orghospital ssin:72051999381 nihii:19997638004 org:71000436");
  BOOST_TEST((both.identify()->categories == std::vector<std::string>{"persphysician"}));
  // Who is before it can't be told from a wrong number: the organisation alone, without his profession.
  auto unreadable = person("80010100178").cert(kPerson + ":doctor:boolean", "true");
  BOOST_TEST(unreadable.told() == "refused");
  unreadable.cert(kPlatform + ":hospital:nihii-number", "71000436").cert(kPlatform + ":hospital:nihii-number:recognisedhospital:boolean", "true");
  BOOST_TEST(unreadable.told() == "orghospital org:71000436");
  BOOST_TEST(unreadable.identify()->categories.empty());
  BOOST_TEST(List{}.id(kPlatform + ":pharmacy:nihii-number", "20999609").id(kPerson, "72051999381")
                 .cert(kPlatform + ":pharmacy:nihii-number:recognisedpharmacy:boolean", "true").told() ==
             "orgpharmacy ssin:72051999381 org:20999609");
}

BOOST_AUTO_TEST_CASE(an_organisation_that_nobody_certifies) {
  const auto hospital = kPlatform + ":hospital:nihii-number";
  BOOST_TEST(List{}.id(hospital, "71099911").told() == "refused");
  BOOST_TEST(List{}.id(hospital, "71099911").cert(hospital + ":recognisedhospital:boolean", "false").told() == "refused");
  BOOST_TEST(List{}.id(hospital, "71099911").id(hospital + ":recognisedhospital:boolean", "true").told() == "refused");
  // Its word about a person is worth nothing: he would become a citizen with a key that isn't his.
  BOOST_TEST(List{}.id(hospital, "71099911").id(kPerson, "72051999381").told() == "refused");
  // A person who holds the key himself stays who he is.
  BOOST_TEST(physician().id(hospital, "71099911").cert(hospital + ":recognisedhospital:boolean", "false").told() ==
             "persphysician ssin:72051999381 nihii:19997638004");
}

BOOST_AUTO_TEST_CASE(contradictions_and_nobody) {
  BOOST_TEST(List{}.told() == "refused");
  BOOST_TEST(List{}.cert(kPerson + ":doctor:boolean", "true").told() == "refused");
  BOOST_TEST(person("72051999382").told() == "refused");
  BOOST_TEST(person().id(kPerson, "85073099833").told() == "refused");
  BOOST_TEST(List{}.id(kPlatform + ":certificateholder:person:ssin", "72051999381").id(kPerson, "85073099833").told() == "refused");
  BOOST_TEST(physician().cert(kPerson + ":ehealth:1.0:fpsph:doctor:boolean", "false").told() == "refused");
  BOOST_TEST(physician().cert(kPerson + ":ehealth:1.0:doctor:nihii11", "19997737580").told() == "refused");
  BOOST_TEST(person().cert(kPerson + ":doctor:boolean", "TRUE").told() == "refused");
  const auto hospital = kPlatform + ":hospital:nihii-number";
  BOOST_TEST(List{}.id(hospital, "71099911").id(kPlatform + ":certificateholder:hospital:nihii-number", "71000436")
                 .cert(hospital + ":recognisedhospital:boolean", "true").told() == "refused");
  BOOST_TEST(List{}.id(hospital, "71099911").cert(hospital + ":recognisedhospital:boolean", "true")
                 .id(kPlatform + ":pharmacy:nihii-number", "20999609")
                 .cert(kPlatform + ":pharmacy:nihii-number:recognisedpharmacy:boolean", "true").told() == "refused");
}

BOOST_AUTO_TEST_SUITE_END()
