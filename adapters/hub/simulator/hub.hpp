#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/simulator_kit/message_security.hpp"
#include "adapters/simulator_kit/simulator.hpp"
#include "adapters/simulator_kit/world.hpp"
#include "gateway/native/xml_writer.hpp"

namespace sluis::sandbox {

inline constexpr auto kHubPath = "/IntraHub/v3";

// One hub of the sandbox; the Vitalink gateway is one too, with its own SL.
struct HubIdentity {
  int number = 1;   // in the world's documents
  std::string ehp;  // fictional, with right check digits
  std::string name;
  std::string sl;  // how it names its own documents
  bool vitalink = false;
};

// A hub over intrahub v3 (hubs.md): GetTransactionList, a page at a time; any other operation is SOA-03005.
// It trusts the asking organisation for consent and links, but wants a recognised organisation in the token.
class Hub final : public Simulator {
 public:
  Hub(HubIdentity identity, const World& world, MessageSecurity& security, const core::Clock& clock,
      core::Random& random);

  std::string_view name() const override { return name_; }
  Answer answer(const Question& question) override;
  Answer fault() const override;

 private:
  struct Filter {
    std::string patient;
    std::vector<std::string> categories;  // empty: all
    std::optional<Date> begin, end;
    bool nothing = false;  // searchtype external: what other hubs hold
    std::size_t index = 0;
    std::optional<std::size_t> max_rows;
    bool wants_pages = false;
  };

  Result<std::string> respond(const Question& question);
  static Result<Filter> read(native::Node content);
  static Status read_period(native::Node transaction, Filter& filter);
  static Status read_pages(native::Node request, Filter& filter);
  std::vector<const StoredDocument*> found(const Filter& filter) const;
  std::string list(native::Node request, const Filter& filter) const;
  void write_documents(native::XmlWriter& xml, const Filter& filter,
                       const std::vector<const StoredDocument*>& page) const;
  void write_summary(native::XmlWriter& xml, const StoredDocument& document, std::size_t number) const;

  HubIdentity identity_;
  std::string name_;
  const World& world_;
  MessageSecurity& security_;
  const core::Clock& clock_;
  core::Random& random_;
};

}  // namespace sluis::sandbox
