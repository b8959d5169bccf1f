#pragma once

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "adapters/hub/simulator/hub.hpp"
#include "tests/simulators/support.hpp"

namespace sluis::sandbox::test {

inline constexpr auto kHubCore = "http://www.ehealth.fgov.be/hubservices/core/v3";
inline constexpr auto kKmehrSpace = "http://www.ehealth.fgov.be/standards/kmehr/schema/v1";
inline constexpr auto kPatient = "85073099833";

// A seal that anybody can read: who it is for stands in front.
class OpenSeal final : public HubSeal {
 public:
  explicit OpenSeal(std::string own) : own_(std::move(own)) {}
  Result<std::string> open(std::string_view sealed) override;
  Result<std::string> seal(std::string_view clear, const EncryptionActor& reader) override;

 private:
  std::string own_;
};

// Two hubs and the vault of one world, which know each other, and somebody who asks them.
struct HubStage {
  HubStage();
  // Asks with a hospital's token; the content is what stands behind `request`.
  Answer ask(Hub& hub, const std::string& operation, const std::string& subject, const std::string& request_more = {});
  // The same, checked against the official schema when that is here.
  Opened asked(Hub& hub, const std::string& operation, const std::string& subject, const std::string& request_more = {});
  std::string put(Hub& hub, const std::string& transaction, const std::string& operation = "PutTransaction");  // LOCAL id
  Opened put_folder(Hub& hub, const std::string& operation, const std::string& transactions,
                    const std::string& patient = kPatient);

  Stage& s = stage();
  MessageSecurity security = s.security();
  Hub a{{1, "1999990144", "Hub A", "HUBAID"}, s.world, security, s.clock, s.random};
  Hub b{{2, "1999990342", "Hub B", "HUBBID", false, "", true, 2}, s.world, security, s.clock, s.random};
  Hub vault{{3, "1999990243", "Vault", "vitalinkuri", true, "VITALINKGATEWAY"}, s.world, security, s.clock, s.random};
  OpenSeal seal_a{"1999990144"}, seal_b{"1999990342"}, seal_vault{"1999990243"};
  bool b_answers = true;
  std::vector<std::string> told;  // what the metahub was told
  std::string person = "19997638004";  // who asks behind the hospital
  std::string category = "persphysician";
  bool with_actor = true;

 private:
  std::string head(const std::string& more) const;
};

std::string select(const std::string& rest, const std::string& patient = kPatient);
std::string by_local_id(const std::string& sl, const std::string& id, const std::string& more = {});
// A KMEHR transaction; `ids` are further id elements.
std::string kmehr_transaction(int number, const std::string& type, const std::string& ids, const std::string& body);

std::vector<std::string> codes(const Opened& answer);  // of the acknowledgement
bool complete(const Opened& answer);
native::Node core_at(const Opened& answer, std::string_view path);  // "kmehrheader/folder", names of the core schema
std::vector<std::string> local_ids(const Opened& list);
// What was sealed for the asker, without the seal.
std::string unsealed(const Opened& answer);

}  // namespace sluis::sandbox::test
