#include "adapters/etee/key_service.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

#include "adapters/etee/contract.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/native/cms.hpp"
#include "gateway/native/encryption_token.hpp"
#include "mappings/etee/kgss.hpp"

namespace sluis::adapters::etee {
namespace {

namespace codec = mappings::etee;

const std::string kNetwork(sluis::etee::kKgssNetwork);

Fault named(const Fault& fault) { return Fault(fault.id(), fault.log_text(), kNetwork); }

}  // namespace

KeyService::KeyService(const SealingSettings& settings, const SealerParts& parts, TokenBook& book, Open open)
    : settings_(settings), parts_(parts), book_(book), open_(std::move(open)) {}

Result<native::Certificate> KeyService::depot(spi::Deadline deadline) {
  if (settings_.kgss.empty() || !settings_.kgss_recipient)
    return Fault(FaultId::RecipientUnknown, "no key depot is configured: [sealing] kgss, kgss_recipient", kNetwork);
  return book_.encryption_of(*settings_.kgss_recipient, deadline);
}

Result<std::string> KeyService::exchange(std::string_view content, bool is_new, const SealingIdentity& as, const native::Certificate& depot,
                                         spi::Deadline deadline) {
  const auto sealed = native::seal(core::as_bytes(content), as.credential, {depot}, parts_.clock.now());
  if (!sealed) return named(sealed.error());
  const auto text = core::as_text(*sealed);
  const network_kit::Counterpart counterpart{kNetwork, settings_.kgss, as.name, settings_.trusted_roots};
  const network_kit::Lent lent{parts_.wire, parts_.tokens, parts_.clock, parts_.random};
  const auto until = std::min(deadline, std::chrono::steady_clock::now() + settings_.time_limit);
  auto reply = network_kit::soap_call(counterpart, lent, is_new ? codec::kGetNewKeyAction : codec::kGetKeyAction,
                                      is_new ? codec::write_new_key_request(text) : codec::write_key_request(text), nullptr, until);
  if (!reply) return std::move(reply).error();
  if (reply->refusal) return Fault(FaultId::NetworkFault, "refused with " + *reply->refusal, kNetwork);
  const auto answer = codec::read_kgss_answer(reply->answer.payload);
  if (!answer) return named(answer.error());
  if (answer->sealed.empty()) return Fault(FaultId::NetworkFault, "refused with " + answer->error.substr(0, 60), kNetwork);
  auto opened = open_(core::as_text(answer->sealed));
  if (!opened) return named(opened.error());
  if (!native::name_one_actor(opened->signer, depot)) return Fault(FaultId::SealRefused, "the answer is signed by somebody else", kNetwork);
  return std::move(opened->content);
}

Result<spi::SharedKey> KeyService::new_key(const std::vector<spi::AllowedReader>& readers, const SealingIdentity& as, spi::Deadline deadline) {
  const auto depot_certificate = depot(deadline);
  if (!depot_certificate) return depot_certificate.error();
  std::vector<codec::KeyReader> allowed;
  for (const auto& reader : readers) allowed.push_back({reader.name_space, reader.name, reader.value});
  const auto token = native::make_encryption_token(as.credential.certificate, as.credential);
  if (!token) return named(token.error());
  const auto content = exchange(codec::write_new_key_content(allowed, *token), true, as, *depot_certificate, deadline);
  if (!content) return content.error();
  auto key = codec::read_new_key_content(*content);
  if (!key) return named(key.error());
  return spi::SharedKey{std::move(key->id), std::move(key->value)};
}

Result<spi::SharedKey> KeyService::key(const std::string& id, const SealingIdentity& as, const native::Certificate& depot,
                                       spi::Deadline deadline) {
  const auto token = native::make_encryption_token(as.credential.certificate, as.credential);
  if (!token) return named(token.error());
  const auto content = exchange(codec::write_key_content(id, *token), false, as, depot, deadline);
  if (!content) return content.error();
  auto key = codec::read_key_content(*content);
  if (!key) return named(key.error());
  return spi::SharedKey{id, std::move(key->value)};
}

Result<std::vector<spi::SharedKey>> KeyService::keys(std::vector<std::string> ids, const SealingIdentity& as, spi::Deadline deadline) {
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  if (ids.empty()) return std::vector<spi::SharedKey>{};
  const auto depot_certificate = depot(deadline);
  if (!depot_certificate) return depot_certificate.error();
  std::vector<std::optional<spi::SharedKey>> found(ids.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (auto i = next++; i < ids.size(); i = next++) {
      auto one = key(ids[i], as, *depot_certificate, deadline);
      if (one) {
        found[i] = std::move(*one);
      } else {
        parts_.log.warning("shared_key_missing", {{"fault", one.error().number()}, {"why", one.error().log_text()}});
      }
    }
  };
  {
    std::vector<std::jthread> workers;
    for (auto n = std::min(settings_.key_threads, ids.size()); n > 1; --n) workers.emplace_back(work);
    work();
  }
  std::vector<spi::SharedKey> keys;
  for (auto& one : found)
    if (one) keys.push_back(std::move(*one));
  return keys;
}

}  // namespace sluis::adapters::etee
