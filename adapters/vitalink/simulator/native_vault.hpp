#pragma once

#include <functional>
#include <string>
#include <vector>

#include "adapters/simulator_kit/document_store.hpp"
#include "adapters/simulator_kit/simulator.hpp"
#include "adapters/vitalink/simulator/native_entries.hpp"
#include "gateway/core/random.hpp"
#include "gateway/core/result.hpp"

namespace sluis::sandbox {

inline constexpr auto kNativeVaultPath = "/vitalink/native/v3";

// What the gateway door of the vault lends to the native one.
struct VaultContent {
  // One transaction as a KMEHR message of its own.
  std::function<std::string(const KeptDocument&)> message_of;
  struct Read {
    KeptDocument document;
    std::string patient;  // that the folder names
  };
  // The one transaction of such a message. Fault SchemaViolation.
  std::function<Result<Read>(const std::string& message)> read;
  // Runs a write; whoever follows the patient's references hears of it.
  std::function<void(const std::string& patient, const std::function<void()>& write)> around;
};

// The native data-entry model of the vault (vitalink.md sections 2 and 3): storeDataEntries, fetchDataEntries, removeDataEntry and
// retrieveTimestamps as plain XML, on the documents that its gateway door serves as well. Like the connector, it believes whoever
// reaches it: the message says who asks.
class NativeVault final : public Simulator {
 public:
  NativeVault(DocumentStore& documents, VaultContent content, const core::Clock& clock, core::Random& random)
      : documents_(documents), content_(std::move(content)), clock_(clock), random_(random) {}

  std::string_view name() const override { return "vitalink"; }
  Answer answer(const Question& question) override;
  Answer fault() const override;

 private:
  struct Error {
    std::string code, message, reference, type;
  };
  struct Outcome {
    std::vector<Error> errors;
    std::string code = "200", message = "OK";  // of the whole
    std::string rest;                          // canonical XML behind status
  };
  struct Group;  // the entries of one node

  static Outcome refused(std::string code, std::string message, std::string reference, std::string type);
  std::string written(native::Node request, const std::string& element, const Outcome& outcome) const;

  Outcome store(native::Node request);
  bool prepare(const std::string& subject, const vault::GivenEntry& given, std::vector<Group>& groups, Outcome& outcome) const;
  void carry_out(Group& group, Outcome& outcome);
  Outcome fetch(native::Node request);
  void write_node(native::XmlWriter& xml, const KeptNode& node, native::Node request) const;
  Outcome remove(native::Node request);
  Outcome timestamps(native::Node request) const;

  DocumentStore& documents_;
  VaultContent content_;
  const core::Clock& clock_;
  core::Random& random_;
};

}  // namespace sluis::sandbox
