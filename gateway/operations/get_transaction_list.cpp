#include <algorithm>
#include <charconv>

#include "gateway/core/calendar.hpp"
#include "gateway/core/installed.hpp"
#include "gateway/operations/hub_frame_support.hpp"
#include "gateway/spi/operation.hpp"
#include "mappings/hubservices_v3/reason_codes.hpp"
#include "mappings/hubservices_v3/transaction_list.hpp"
#include "mappings/kmehr/party.hpp"

namespace sluis::operations {
namespace {

namespace v3 = mappings::hubservices_v3;

constexpr int kPageSize = 100;

// Both are numbers of the schema already; what is refused here is a value that asks for nothing or for part of a row.
std::optional<int> whole_number(std::string_view text, int at_least) {
  const auto point = text.find('.');
  if (point != std::string_view::npos) {
    if (text.find_first_not_of('0', point + 1) != std::string_view::npos) return std::nullopt;
    text = text.substr(0, point);
  }
  if (text.starts_with('+')) text.remove_prefix(1);
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < at_least) return std::nullopt;
  return number;
}

Fault refused(const std::string& why) { return Fault(FaultId::QuestionRefused, why).tell_caller(why); }

Status check(const model::RequestHeader& header) {
  if (header.max_rows && !whole_number(*header.max_rows, 1)) return refused("maxrows is no whole number from 1");
  if (header.page_index && !whole_number(*header.page_index, 0)) return refused("paginationinfo/index is negative");
  return Done{};
}

void add_refusal(const model::Decision& decision, const v3::ReasonCodes& codes, v3::ListResponse& response) {
  response.complete = false;
  response.errors = hub_refusal(decision, codes);
}

// "hub:1999990144" names the hub 1999990144; another source is named in full.
std::string source_number(std::string_view source) {
  return std::string(source.starts_with("hub:") ? source.substr(4) : source);
}

// Of each source that is not whole an error with its own code, else the one of its status. What this caller may not see, at a
// source or wherever, is one error for all; the list is whole without it.
void add_sources(const model::Answer& answer, const v3::ReasonCodes& codes, v3::ListResponse& response) {
  for (const auto& error : answer.errors) response.errors.push_back({error.code, error.text, {}});
  for (const auto& source : answer.sources) {
    const auto status = model::status_text(source.state);
    if (status == "complete" || source.state == model::SourceState::Excluded) continue;
    const auto& reason = codes.of("source_" + std::string(status));
    const auto text = source.name + ": " + (source.text.empty() ? reason.text : source.text);
    response.errors.push_back({source.code.empty() ? reason.code : source.code, text, source_number(source.source)});
  }
  response.complete = response.errors.empty();
  if (!answer.withheld()) return;
  const auto& reason = codes.of("withheld");
  response.errors.push_back({reason.code, reason.text, {}});
}

void add_entries(const model::Order& order, const model::Answer& answer, v3::ListResponse& response) {
  int total = static_cast<int>(answer.entries.size());
  if (order.header.max_rows) total = std::min(total, whole_number(*order.header.max_rows, 1).value_or(total));
  int from = 0;
  int count = total;
  if (order.header.page_index) {
    from = std::min(total, whole_number(*order.header.page_index, 0).value_or(0));
    count = std::min(kPageSize, total - from);
    response.page = v3::PageInfo{kPageSize, total};
  }
  response.entries.assign(answer.entries.begin() + from, answer.entries.begin() + from + count);
  response.patient = answer.patient.value_or(model::FolderPatient{order.patient_number(), {}, {}, {}, {}});
  if (total == 0 && response.complete) response.errors.push_back({"202", "No data available for profile or criteria", {}});
}

class GetTransactionList final : public spi::Operation {
 public:
  explicit GetTransactionList(v3::ReasonCodes codes) : codes_(std::move(codes)) {}

  const spi::OperationFacts& facts() const override {
    static const spi::OperationFacts facts{spi::Door::Soap, "intrahub",       "GetTransactionList", "/IntraHub/v3",
                                           v3::kProtocol,   v3::kListRequest, v3::kListAction};
    return facts;
  }

  Result<model::Order> read(const message::Verified& message) const override {
    auto request = v3::read_list_request(message.payload());
    if (auto checked = check(request.header); !checked) return std::move(checked).error();
    model::Order order;
    order.kind = model::OrderKind::ListReferences;
    order.caller = message.identity();
    order.header = std::move(request.header);
    request.query.transactions_only = true;
    order.content = std::move(request.query);
    order.correlation_id = message.correlation_id();
    order.received = message.received();
    return order;
  }

  std::string write(const model::Order& order, const model::Decision& decision, const model::Answer& answer,
                    const spi::Voice& voice) const override {
    v3::ListResponse response;
    response.id = voice.number + "." + core::random_hex(voice.random, 8);
    response.author = mappings::kmehr::make_party(voice.number, voice.category, voice.name);
    const auto moment = core::brussels_date_time(voice.now);
    response.date = moment.substr(0, 10);
    response.time = moment.substr(11);
    response.request = order.header.echo;
    if (!decision.permitted()) {
      add_refusal(decision, codes_, response);
    } else {
      add_sources(answer, codes_, response);
      add_entries(order, answer, response);
    }
    return v3::write_list_response(response);
  }

 private:
  v3::ReasonCodes codes_;
};

}  // namespace

std::unique_ptr<spi::Operation> make_get_transaction_list() {
  return std::make_unique<GetTransactionList>(
      v3::ReasonCodes::load(core::installed_mappings() + "/hubservices_v3/reason_codes.table"));
}

}  // namespace sluis::operations
