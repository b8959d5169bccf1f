#include "adapters/registers/client.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <mutex>
#include <stdexcept>

#include "adapters/registers/answer.hpp"
#include "gateway/core/comparable_name.hpp"
#include "gateway/core/json_writer.hpp"

namespace sluis::adapters::registers {
namespace {

using Moment = std::chrono::steady_clock::time_point;

// Answers that may be used again for a while; bounded.
class Kept final {
 public:
  Kept(std::chrono::milliseconds keep, std::size_t most) : keep_(keep), most_(most) {}

  std::optional<std::string> find(const std::string& question) {
    if (keep_.count() == 0) return std::nullopt;
    const std::lock_guard lock(mutex_);
    const auto found = answers_.find(question);
    if (found == answers_.end() || found->second.second < std::chrono::steady_clock::now()) return std::nullopt;
    return found->second.first;
  }

  void store(const std::string& question, const std::string& answer) {
    if (keep_.count() == 0 || most_ == 0) return;
    const std::lock_guard lock(mutex_);
    const auto until = std::chrono::steady_clock::now() + keep_;
    if (const auto [place, fresh] = answers_.try_emplace(question, answer, until); !fresh) {
      place->second = {answer, until};
      return;
    }
    oldest_first_.push_back(question);
    if (oldest_first_.size() <= most_) return;
    answers_.erase(oldest_first_.front());
    oldest_first_.pop_front();
  }

 private:
  const std::chrono::milliseconds keep_;
  const std::size_t most_;
  std::mutex mutex_;
  std::map<std::string, std::pair<std::string, Moment>> answers_;
  std::deque<std::string> oldest_first_;
};

std::string question(std::initializer_list<std::pair<std::string_view, std::string_view>> members) {
  core::JsonWriter out;
  out.begin_object();
  for (const auto& [name, value] : members) out.member(name, value);
  out.end_object();
  return out.text();
}

std::string_view member_of(model::OrganisationScheme scheme) {
  switch (scheme) {
    case model::OrganisationScheme::Nihii: return "nihii";
    case model::OrganisationScheme::Cbe: return "cbe";
    case model::OrganisationScheme::Ehp: return "ehp";
  }
  return "nihii";
}

Fault unavailable(std::string_view path, std::string_view what) {
  return Fault(FaultId::EvidenceUnavailable, "register " + std::string(path) + ": " + std::string(what), "registers");
}

// The hits, when each has the name that was asked for.
template <class T, class Fits>
Result<std::vector<T>> of_that_name(std::string_view path, Result<std::vector<T>> hits, Fits fits) {
  if (hits && !std::ranges::all_of(*hits, fits)) return unavailable(path, "an answer about another name");
  return hits;
}

class Client final : public spi::Registers {
 public:
  Client(RegisterSettings settings, spi::Wire& wire)
      : settings_(std::move(settings)), wire_(wire), kept_(settings_.keep, settings_.keep_most) {
    while (settings_.url.ends_with('/')) settings_.url.pop_back();
    if (settings_.url.empty()) throw std::runtime_error("registers.url: expected the address of the registers");
  }

  Result<std::optional<model::Person>> person(const model::Ssin& ssin) override {
    return ask("person", question({{"ssin", ssin.text()}}), [&](std::string_view text) { return read_person(text, ssin); });
  }
  Result<std::optional<model::Provider>> provider(const model::Ssin& ssin) override {
    return ask("provider", question({{"ssin", ssin.text()}}), [&](std::string_view text) -> Result<std::optional<model::Provider>> {
      auto provider = read_provider(text);
      if (provider && *provider && (*provider)->ssin != ssin) return unavailable("provider", "an answer about somebody else");
      return provider;
    });
  }
  Result<std::optional<model::Provider>> provider(const model::Nihii& nihii) override {
    return ask("provider", question({{"nihii", nihii.text()}}), [](std::string_view text) { return read_provider(text); });
  }
  Result<std::optional<model::Organisation>> organisation(const model::OrganisationNumber& number) override {
    return ask("organisation", question({{member_of(number.scheme), number.number}}),
               [](std::string_view text) { return read_organisation(text); });
  }
  Result<std::vector<model::Relation>> representation(const model::Ssin& represented, const model::Ssin& representative) override {
    return ask("representation", question({{"represented", represented.text()}, {"representative", representative.text()}}),
               [](std::string_view text) { return read_relations(text); });
  }
  Result<std::vector<model::Representative>> representatives(const model::Ssin& represented) override {
    return ask("representatives", question({{"represented", represented.text()}}), [](std::string_view text) { return read_representatives(text); });
  }
  Result<std::vector<model::Provider>> providers_named(const std::string& first_name, const std::string& family_name) override {
    const auto asked = question({{"first", first_name}, {"family", family_name}});
    return ask("providers", asked, [&](std::string_view text) {
      return of_that_name("providers", read_providers(text), [&](const model::Provider& p) {
        return core::same_name(p.family_name, family_name) && (first_name.empty() || core::same_name(p.first_name, first_name));
      });
    });
  }
  Result<std::vector<model::Organisation>> organisations_named(const std::string& name) override {
    return ask("organisations", question({{"name", name}}), [&](std::string_view text) {
      return of_that_name("organisations", read_organisations(text),
                          [&](const model::Organisation& o) { return core::same_name(o.name, name); });
    });
  }
  Result<std::optional<model::GlobalFile>> global_file(const model::Ssin& patient) override {
    return ask("gmd", question({{"patient", patient.text()}}), [&](std::string_view text) { return read_global_file(text, patient); });
  }

 private:
  // Only an answer that could be read is kept.
  template <class Read>
  auto ask(const std::string& path, const std::string& body, Read read) -> decltype(read(std::string_view{})) {
    if (const auto kept = kept_.find(path + body)) return read(*kept);
    auto text = post(path, body);
    if (!text) return std::move(text).error();
    auto answer = read(*text);
    if (answer) kept_.store(path + body, *text);
    return answer;
  }

  Result<std::string> post(const std::string& path, const std::string& body) {
    spi::WireRequest request;
    request.url = settings_.url + "/" + path;
    request.content_type = "application/json";
    request.headers.emplace_back("Authorization", "Bearer " + settings_.secret);
    request.body = body;
    request.deadline = std::chrono::steady_clock::now() + settings_.time_limit;
    request.trusted_roots = settings_.trusted_roots;
    request.network = "registers";
    auto reply = wire_.post(request);
    if (!reply) return unavailable(path, reply.error().number());
    if (reply->status != 200) return unavailable(path, "HTTP status " + std::to_string(reply->status));
    return std::move(reply->body);
  }

  RegisterSettings settings_;
  spi::Wire& wire_;
  Kept kept_;
};

}  // namespace

std::unique_ptr<spi::Registers> make_client(RegisterSettings settings, spi::Wire& wire) {
  return std::make_unique<Client>(std::move(settings), wire);
}

}  // namespace sluis::adapters::registers
