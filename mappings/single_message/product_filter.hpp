#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/core/result.hpp"
#include "mappings/single_message/message.hpp"

namespace sluis::mappings::single_message {

// Products that may not be shared (getProductFilter, gfd.md section 1): ranges and single numbers, each for registered products and for
// preparations. `precedence` says which list wins when both name a product; the published schema doesn't list its values, so anything
// but one that begins with "white" lets the black list win.
class ProductFilter final {
 public:
  ProductFilter() = default;  // shares everything
  // Fault NetworkAnswerRefused: it is no product filter.
  static Result<ProductFilter> parse(std::string_view xml);

  bool shares(const Product& product) const;
  const std::string& version() const { return version_; }  // xsd:dateTime

 private:
  struct List {
    std::set<std::string> numbers;
    std::vector<std::pair<std::string, std::string>> ranges;  // both ends included; "" is open
    bool names(const std::string& number) const;
  };
  static void read_list(native::Node list, List& medicines, List& preparations);
  bool shares(const std::string& number, const List& white, const List& black) const;

  std::string version_;
  bool white_wins_ = false;
  List white_medicines_, white_preparations_, black_medicines_, black_preparations_;
};

}  // namespace sluis::mappings::single_message
