#include "gateway/path/sealed_order.hpp"

#include "mappings/hubservices_v3/hub_order.hpp"
#include "mappings/hubservices_v3/written_content.hpp"

namespace sluis::path {
namespace {

namespace v3 = mappings::hubservices_v3;

Fault refused(const std::string& log_text, const char* told) { return Fault(FaultId::QuestionRefused, log_text).tell_caller(told); }

}  // namespace

SealedOrders::SealedOrders(spi::Sealer* sealer, const native::Schema* schema, Settings settings)
    : sealer_(sealer), schema_(schema), settings_(std::move(settings)) {}

Status SealedOrders::open(model::Order& order) const {
  auto* content = std::get_if<model::HubOrder>(&order.content);
  if (content == nullptr || !content->sealed) return Done{};
  const auto sealed = v3::sealed_part(content->body);
  if (!sealed) return refused(sealed.error().log_text(), "Base64EncryptedData holds no base64");
  std::string why = "no identity of ours";
  if (sealer_ != nullptr) {
    const auto opened = sealer_->open(*sealed);
    if (opened) return take(order, *content, opened->content);
    why = opened.error().log_text();
  }
  if (content->hub == settings_.own_number) return refused(why, "the sealed folder can't be opened: it is not for our key, or was changed on its way");
  if (!settings_.forward_for_others) return refused(why, "the folder is sealed for somebody else; only folders sealed for us are taken");
  return Done{};
}

// What nobody could check while it was sealed is checked now.
Status SealedOrders::take(model::Order& order, model::HubOrder& content, const std::string& opened) const {
  auto clear = v3::with_folders(content.body, opened);
  if (!clear) return refused(clear.error().log_text(), "what was sealed holds no KMEHR folder");
  content.body = std::move(*clear);
  if (schema_ != nullptr) {
    const auto whole = native::Document::parse(v3::write_hub_request(model::to_text(order.kind), order.header, content.body));
    if (!whole) return whole.error();
    const auto errors = schema_->validate(whole->root(), 1);
    if (!errors.empty()) {
      const auto where = "inside the sealed folder, at " + errors.front().path + ": " + errors.front().expected;
      return Fault(FaultId::SchemaViolation, where).tell_caller(where);
    }
  }
  auto hub = content.hub;
  if (auto done = v3::read_written(content); !done) return done;
  if (content.hub == settings_.own_number) content.hub.clear();
  if (content.hub.empty() && hub != settings_.own_number) content.hub = std::move(hub);
  content.opened = true;
  return Done{};
}

}  // namespace sluis::path
