#pragma once

#include <map>
#include <string>
#include <utility>

#include "gateway/spi/registers.hpp"

namespace sluis::test {

// Registers that know what a test puts in, and can be unreachable. Counts look-ups.
class FakeRegisters final : public spi::Registers {
 public:
  bool reachable = true;
  int asked = 0;

  void add(model::Person person) { persons_.insert_or_assign(person.ssin.text(), std::move(person)); }
  void add(model::Provider provider) { providers_.insert_or_assign(provider.ssin.text(), std::move(provider)); }
  void add(model::Organisation organisation) { organisations_.push_back(std::move(organisation)); }
  void add(const std::string& represented, const std::string& representative, model::Relation relation) {
    relations_[{represented, representative}].push_back(std::move(relation));
  }
  void set_global_file(const std::string& patient, model::GlobalFile file) {
    files_.insert_or_assign(patient, std::move(file));
  }

  Result<std::optional<model::Person>> person(const model::Ssin& ssin) override { return found(persons_, ssin.text()); }
  Result<std::optional<model::Provider>> provider(const model::Ssin& ssin) override {
    return found(providers_, ssin.text());
  }
  Result<std::optional<model::Provider>> provider(const model::Nihii& nihii) override {
    if (auto fault = count()) return *fault;
    for (const auto& [ssin, provider] : providers_) {
      for (const auto& [number, category] : provider.numbers) {
        if (number.same_holder(nihii)) return std::optional(provider);
      }
    }
    return std::optional<model::Provider>{};
  }
  Result<std::optional<model::Organisation>> organisation(const model::OrganisationNumber& number) override {
    if (auto fault = count()) return *fault;
    for (const auto& organisation : organisations_) {
      for (const auto& its : organisation.numbers) {
        if (its == number) return std::optional(organisation);
      }
    }
    return std::optional<model::Organisation>{};
  }
  Result<std::vector<model::Relation>> representation(const model::Ssin& represented,
                                                      const model::Ssin& representative) override {
    if (auto fault = count()) return *fault;
    const auto it = relations_.find({represented.text(), representative.text()});
    return it == relations_.end() ? std::vector<model::Relation>{} : it->second;
  }
  Result<std::vector<model::Representative>> representatives(const model::Ssin& represented) override {
    if (auto fault = count()) return *fault;
    std::vector<model::Representative> all;
    for (const auto& [who, relations] : relations_) {
      if (who.first != represented.text()) continue;
      for (const auto& relation : relations) all.push_back({*model::Ssin::parse(who.second), relation});
    }
    return all;
  }
  Result<std::vector<model::Provider>> providers_named(const std::string& first, const std::string& family) override {
    if (auto fault = count()) return *fault;
    std::vector<model::Provider> hits;
    for (const auto& [ssin, provider] : providers_) {
      if (provider.family_name == family && (first.empty() || provider.first_name == first)) hits.push_back(provider);
    }
    return hits;
  }
  Result<std::vector<model::Organisation>> organisations_named(const std::string& name) override {
    if (auto fault = count()) return *fault;
    std::vector<model::Organisation> hits;
    for (const auto& organisation : organisations_) {
      if (organisation.name == name) hits.push_back(organisation);
    }
    return hits;
  }
  Result<std::optional<model::GlobalFile>> global_file(const model::Ssin& patient) override {
    return found(files_, patient.text());
  }

 private:
  std::optional<Fault> count() {
    ++asked;
    return reachable ? std::optional<Fault>{} : Fault(FaultId::EvidenceUnavailable, "told to be unreachable");
  }
  template <class T>
  Result<std::optional<T>> found(const std::map<std::string, T>& in, const std::string& key) {
    if (auto fault = count()) return *fault;
    const auto it = in.find(key);
    return it == in.end() ? std::optional<T>{} : std::optional<T>(it->second);
  }

  std::map<std::string, model::Person> persons_;
  std::map<std::string, model::Provider> providers_;
  std::vector<model::Organisation> organisations_;
  std::map<std::pair<std::string, std::string>, std::vector<model::Relation>> relations_;
  std::map<std::string, model::GlobalFile> files_;
};

}  // namespace sluis::test
