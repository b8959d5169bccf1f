#include "tests/gateway/decision/support.hpp"

namespace sluis::test {
namespace {

const std::string kPolicy = std::string(SLUIS_SOURCE_DIR) + "/mappings/policy";

model::AuthorClaim author_of(const model::Identity& by) {
  model::AuthorClaim author;
  if (by.is_citizen()) {
    author.parties.push_back(software());
    author.patient = patient(by.ssin->text());
  } else if (by.is_organisation()) {
    author.parties.push_back(party("", by.organisation->number, by.category));
    if (by.category == "orgpharmacy") {
      author.parties.push_back(party(kPiet, kPietNihii, "perspharmacist"));
    } else {
      author.parties.push_back(party(kSofie, kSofieNihii, "persphysician"));
    }
  } else {
    author.parties.push_back(party(by.ssin->text(), by.nihii ? by.nihii->text() : "", by.category));
  }
  return author;
}

const model::Decision& first_answer(const model::Decision& decision) {
  return decision.answers.empty() ? decision : decision.answers.front();
}

const model::RuleOutcome* rule_of(const model::Decision& decision, const std::string& name) {
  for (const auto& rule : first_answer(decision).rules) {
    if (rule.rule == name) return &rule;
  }
  return nullptr;
}

}  // namespace

Bench::Bench()
    : with_registers({registry, &registers}, clock, random, kPolicy),
      without_registers({registry}, clock, random, kPolicy) {
  fill(registers);
}

std::string Bench::codes_of(const Result<model::Decision>& decision) {
  if (!decision) return decision.error().number();
  if (decision->permitted()) return "ok";
  std::string out;
  for (const auto& error : decision->errors) out += (out.empty() ? "" : " ") + error.code;
  return out;
}

model::Declaration Bench::declared(const std::string& at, const std::string& by_patient) const {
  model::Declaration declaration;
  declaration.at = instant(at);
  if (!by_patient.empty()) declaration.author.patient = patient(by_patient);
  return declaration;
}

void Bench::give_consent(const std::string& of, const std::string& at, const std::string& by_patient) {
  registry.files[of].consents = {model::Consent{"consent-1",
                                              1,
                                              ssin(of),
                                              "",
                                              "",
                                              "retrospective",
                                              core::brussels_date(instant(at)),
                                              {},
                                              {},
                                              declared(at, by_patient),
                                              {}}};
}

void Bench::withdraw(const std::string& of, const std::string& at, const std::string& by_patient) {
  auto& consent = registry.files[of].consents.back();
  consent.revoked = declared(at, by_patient);
  consent.revoke_date = core::brussels_date(instant(at));
}

void Bench::link(const std::string& of, const model::Party& party, const std::string& type, const std::string& start,
                 const std::string& end) {
  auto& links = registry.files[of].links;
  links.push_back({"link-" + std::to_string(links.size() + 1),
                   1,
                   ssin(of),
                   "",
                   "",
                   party,
                   type,
                   date(start),
                   date(end),
                   "",
                   declared(start + "T08:00:00Z"),
                   {},
                   {},
                   false,
                   {}});
}

void Bench::exclude(const std::string& of, const model::Party& party, const std::string& at) {
  registry.files[of].exclusions.push_back({"exclusion-1", 1, ssin(of), "", "", party, declared(at), {}});
}

model::Party person_party(const std::string& number, const std::string& category) {
  model::Party party;
  party.category = category;
  party.ssin = ssin(number);
  return party;
}

model::Party pharmacy_party() {
  model::Party party;
  party.category = "orgpharmacy";
  party.organisation = model::OrganisationNumber{model::OrganisationScheme::Nihii, kPharmacy};
  return party;
}

model::Party hospital_party() {
  model::Party party;
  party.category = "orghospital";
  party.organisation = model::OrganisationNumber{model::OrganisationScheme::Nihii, kHospital};
  return party;
}

model::Identity professional(const std::string& number, const std::string& nihii, const std::string& category) {
  model::Identity identity;
  identity.category = category;
  identity.ssin = ssin(number);
  identity.nihii = model::Nihii::parse(nihii);
  identity.categories = {category};
  return identity;
}

model::Identity gert() {
  return professional(kGert, kGertNihii, "persphysician");
}

model::Identity citizen(const std::string& number) {
  model::Identity identity;
  identity.category = "patient";
  identity.ssin = ssin(number);
  return identity;
}

model::Identity organisation(const std::string& number, const std::string& category, model::OrganisationScheme scheme) {
  model::Identity identity;
  identity.category = category;
  identity.organisation = model::OrganisationNumber{scheme, number};
  return identity;
}

model::PartyClaim party(const std::string& inss, const std::string& nihii, const std::string& category) {
  model::PartyClaim claim;
  if (!nihii.empty()) claim.ids.push_back({"ID-HCPARTY", nihii, {}});
  if (!inss.empty()) claim.ids.push_back({"INSS", inss, {}});
  if (!category.empty()) claim.codes.push_back({"CD-HCPARTY", category});
  return claim;
}

model::PartyClaim software() {
  model::PartyClaim claim;
  claim.ids.push_back({"LOCAL", "test-app", "application_ID"});
  claim.codes.push_back({"CD-HCPARTY", "application"});
  return claim;
}

model::PatientClaim patient(const std::string& number, const std::string& card_scheme, const std::string& card) {
  model::PatientClaim claim;
  if (!number.empty()) claim.ids.push_back({"INSS", number, {}});
  if (!card.empty()) claim.ids.push_back({card_scheme, card, {}});
  claim.first_names = {"First"};
  claim.family_name = "Family";
  return claim;
}

model::PatientClaim anna() {
  return patient(kAnna, "EID-CARDNO", kAnnasCard);
}

model::Order order(model::OrderKind kind, const model::Identity& by) {
  model::Order made;
  made.kind = kind;
  made.caller = by;
  made.header.id = "19997638004.1";
  made.header.author = author_of(by);
  made.received = instant("2026-11-20T09:15:00Z");
  return made;
}

model::Order put_consent(const model::Identity& by, const model::PatientClaim& of) {
  auto made = order(model::OrderKind::PutConsent, by);
  made.content = model::ConsentOrder{of, {"retrospective"}, "2026-11-20", {}, {}};
  return made;
}

model::Order revoke_consent(const model::Identity& by, const model::PatientClaim& of) {
  auto made = order(model::OrderKind::RevokeConsent, by);
  made.content = model::ConsentOrder{of, {"retrospective"}, "2026-03-02", "2026-11-20", {}};
  return made;
}

model::Order put_link(const model::Identity& by, const model::PatientClaim& of, const std::string& type,
                      const std::string& proof) {
  auto made = order(model::OrderKind::PutLink, by);
  model::LinkOrder link;
  link.patient = of;
  link.parties = by.is_citizen() ? std::vector{party(kGert, kGertNihii, "persphysician")}
                                 : std::vector{made.header.author.parties.front()};
  link.type = type;
  link.start = "2026-11-20";
  if (!proof.empty()) link.proofs.push_back({proof, {}});
  made.content = std::move(link);
  return made;
}

model::Order get_links(const model::Identity& by, const std::string& of) {
  auto made = order(model::OrderKind::GetLinks, by);
  model::LinkQuery query;
  query.patients.push_back(patient(of));
  made.content = std::move(query);
  return made;
}

model::Order has_link(const model::Identity& by, const std::string& of, const model::PartyClaim& whose) {
  auto made = get_links(by, of);
  made.kind = model::OrderKind::HasLink;
  query_of(made).parties.push_back(whose);
  return made;
}

model::Order put_exclusion(const model::Identity& by, const std::string& of, const model::PartyClaim& whom) {
  auto made = order(model::OrderKind::PutExclusion, by);
  made.content = model::ExclusionOrder{patient(of), whom, {}, {}};
  return made;
}

model::Order represented(model::Order order) {
  order.header.author.person = order.header.author.patient;
  order.header.author.patient.reset();
  return order;
}

model::ConsentOrder& consent_of(model::Order& order) {
  return std::get<model::ConsentOrder>(order.content);
}
model::LinkOrder& link_of(model::Order& order) {
  return std::get<model::LinkOrder>(order.content);
}
model::LinkQuery& query_of(model::Order& order) {
  return std::get<model::LinkQuery>(order.content);
}
model::ExclusionOrder& exclusion_of(model::Order& order) {
  return std::get<model::ExclusionOrder>(order.content);
}

model::Question question(const std::string& caller, const std::string& category, const std::string& about,
                         const std::string& kind) {
  model::Question made;
  made.caller.ssin = caller;
  made.caller.category = category;
  made.patient = about;
  made.category = kind;
  made.action = "read";
  return made;
}

model::Order asked(const model::Identity& by, model::Question question) {
  auto made = order(model::OrderKind::Decide, by);
  made.content = std::vector{std::move(question)};
  return made;
}

std::string outcome(const model::Decision& decision, const std::string& rule) {
  const auto* found = rule_of(decision, rule);
  if (found == nullptr) return {};
  return found->outcome == model::Outcome::Pass   ? "pass"
         : found->outcome == model::Outcome::Fail ? "fail"
                                                  : "not_applicable";
}

std::string text_key(const model::Decision& decision, const std::string& rule) {
  const auto* found = rule_of(decision, rule);
  return found == nullptr ? std::string{} : found->text_key;
}

}  // namespace sluis::test
