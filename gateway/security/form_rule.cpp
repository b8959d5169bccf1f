#include <algorithm>

#include "gateway/core/encoding.hpp"
#include "gateway/security/content_type.hpp"
#include "gateway/security/rules.hpp"
#include "mappings/wss/names.hpp"

namespace sluis::security {
namespace {

namespace wss = mappings::wss;

Status find_parts(Case& c) {
  c.envelope = c.document->root();
  if (!c.envelope.is(wss::kSoap, "Envelope")) return Fault(FaultId::NotSoap, "the root is no SOAP 1.1 Envelope");
  for (const auto child : c.envelope.children()) {
    if (child.is(wss::kSoap, "Header")) {
      if (c.header || c.body) return Fault(FaultId::NotSoap, "a second Header, or one after the Body");
      c.header = child;
    } else if (child.is(wss::kSoap, "Body")) {
      if (c.body) return Fault(FaultId::SeveralBodies, "two Body elements");
      c.body = child;
    } else {
      return Fault(FaultId::SeveralBodies, "the Envelope holds something else than Header and Body");
    }
  }
  if (!c.body) return Fault(FaultId::NoBody, "no Body");
  const auto content = c.body.children();
  if (content.empty()) return Fault(FaultId::NoBody, "the Body is empty");
  if (content.size() > 1) return Fault(FaultId::SeveralBodies, "the Body holds several elements");
  c.payload = content.front();
  return Done{};
}

}  // namespace

// First, and before anything is interpreted: what is too large, not UTF-8 XML or not SOAP costs us as little as possible.
Status form_rule(Case& c, const Ground& ground) {
  if (c.raw.method != "POST") return Fault(FaultId::WrongMethod, "method is not POST");
  if (auto fine = check_content_type(c.raw.header("content-type"), "text/xml"); !fine) return fine;
  auto document = native::Document::parse(c.raw.body, ground.settings.limits);
  if (!document) return std::move(document).error();
  c.document = std::make_unique<native::Document>(std::move(*document));
  return find_parts(c);
}

}  // namespace sluis::security
