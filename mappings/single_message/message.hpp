#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/result.hpp"
#include "mappings/single_message/element.hpp"

namespace sluis::mappings::single_message {

// What a product of a dispensation says, as far as we judge it.
struct Product {
  std::string cnk;                     // "" when it is no registered product
  std::vector<std::string> magistral;  // CNK numbers inside a magistral preparation, in document order
  std::string local_reference;
  std::string dispensation;            // dguid
  std::string motivation_type;
  bool has_motivation = false;
};
Product read_product(const Element& product);

// A SingleMessage (gfd.md section 5): header, events, entities. Typed as far as we judge it, the rest is carried.
class SingleMessage final {
 public:
  // Fault Malformed and the like of the parser; SchemaViolation: it is no single message, or has no folder.
  static Result<SingleMessage> parse(std::string_view xml);
  static std::optional<SingleMessage> of(native::Node single_message);  // nullopt: it is none

  bool is_signed() const { return root_.child("http://www.apb.be/standards/smoa/schema/v1", "signed") != nullptr; }
  Element* header();                    // null when there is none
  const Element* header() const;
  std::vector<Element*> events();       // document order
  std::vector<const Element*> events() const;
  std::vector<const Element*> entities(std::string_view type) const;
  Element& content();                   // unsigned, or message below signed
  const Element& content() const;
  std::string text() const { return write_element(root_); }

 private:
  explicit SingleMessage(Element root) : root_(std::move(root)) {}
  Element root_;
};

// Of one event.
std::vector<Element*> products_of(Element& event);
std::vector<const Element*> products_of(const Element& event);
std::vector<std::string> patients_of(const Element& event);  // INSS numbers, in document order; a patient without one gives ""
std::string pharmacy_of(const Element& event);               // eight digits, "" when it names none

Element sender_pharmacy(const std::string& number);   // smc:sender
Element new_header(const std::string& created, const std::string& id, Element sender);

// Exactly 8-4-4-4-12 hexadecimal digits.
bool is_guid(std::string_view text);

}  // namespace sluis::mappings::single_message
