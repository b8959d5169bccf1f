#include "mappings/single_message/product_filter.hpp"

#include <algorithm>

#include "gateway/core/encoding.hpp"

namespace sluis::mappings::single_message {
namespace {

std::string text_of(native::Node parent, std::string_view local) {
  const auto node = parent ? parent.child("", local) : native::Node{};
  return node ? std::string(core::trim(node.text())) : std::string{};
}

}  // namespace

bool ProductFilter::List::names(const std::string& number) const {
  if (numbers.contains(number)) return true;
  return std::ranges::any_of(ranges, [&](const auto& range) {
    // Product numbers have seven digits: text order is number order.
    return (range.first.empty() || number >= range.first) && (range.second.empty() || number <= range.second);
  });
}

void ProductFilter::read_list(native::Node list, List& medicines, List& preparations) {
  if (!list) return;
  for (const auto& [group, entry, into] : {std::tuple{"medicines", "medicine", &medicines}, std::tuple{"preparations", "preparation", &preparations}}) {
    const auto node = list.child("", group);
    for (const auto one : node ? node.children("", entry) : std::vector<native::Node>{})
      if (auto number = text_of(one, "product-id"); !number.empty()) into->numbers.insert(std::move(number));
  }
  const auto ranges = list.child("", "ranges");
  if (!ranges) return;
  for (const auto& [group, into] : {std::pair{"medicinesRanges", &medicines}, std::pair{"preparationsRanges", &preparations}})
    for (const auto part : ranges.children("", group))
      for (const auto range : part.children("", "range")) into->ranges.emplace_back(text_of(range, "start"), text_of(range, "end"));
}

Result<ProductFilter> ProductFilter::parse(std::string_view xml) {
  const auto document = native::Document::parse(xml);
  if (!document || !document->root().is("", "product-filter")) return Fault(FaultId::NetworkAnswerRefused, "what was sealed is no product filter");
  const auto root = document->root();
  ProductFilter filter;
  filter.version_ = text_of(root, "version");
  auto precedence = text_of(root, "precedence");
  std::ranges::transform(precedence, precedence.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  filter.white_wins_ = precedence.starts_with("white");
  if (const auto lists = root.child("", "productList")) {
    read_list(lists.child("", "white-list"), filter.white_medicines_, filter.white_preparations_);
    read_list(lists.child("", "black-list"), filter.black_medicines_, filter.black_preparations_);
  }
  return filter;
}

bool ProductFilter::shares(const std::string& number, const List& white, const List& black) const {
  if (!black.names(number)) return true;
  return white_wins_ && white.names(number);
}

// A preparation is shared when each of its parts may be.
bool ProductFilter::shares(const Product& product) const {
  if (!product.cnk.empty()) return shares(product.cnk, white_medicines_, black_medicines_);
  return std::ranges::all_of(product.magistral, [&](const auto& part) { return shares(part, white_preparations_, black_preparations_); });
}

}  // namespace sluis::mappings::single_message
