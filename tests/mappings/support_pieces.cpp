#include <stdexcept>

#include "tests/mappings/support_mutants.hpp"

namespace sluis::test {
namespace {

class Reader final {
 public:
  explicit Reader(std::string_view xml) : xml_(xml) {}

  Piece root() {
    while (skip_aside()) {
    }
    return element();
  }

 private:
  bool at(std::string_view what) const { return xml_.substr(at_).starts_with(what); }

  std::string take_until(std::string_view stop) {
    const auto end = xml_.find_first_of(stop, at_);
    if (end == std::string_view::npos) throw std::runtime_error("not well-formed");
    auto taken = std::string(xml_.substr(at_, end - at_));
    at_ = end;
    return taken;
  }

  bool skip_aside() {
    const auto before = at_;
    while (at_ < xml_.size() && std::string_view(" \t\r\n").find(xml_[at_]) != std::string_view::npos) ++at_;
    if (at("<?")) at_ = xml_.find("?>", at_) + 2;
    if (at("<!--")) at_ = xml_.find("-->", at_) + 3;
    return at_ != before;
  }

  void skip_blanks() {
    while (std::string_view(" \t\r\n").find(xml_.at(at_)) != std::string_view::npos) ++at_;
  }

  Piece element() {
    Piece piece;
    ++at_;
    piece.name = take_until(" \t\r\n/>");
    for (skip_blanks(); xml_.at(at_) != '/' && xml_.at(at_) != '>'; skip_blanks()) {
      auto name = take_until("= ");
      at_ = xml_.find_first_of("\"'", at_);
      const char quote = xml_.at(at_++);
      piece.attributes.emplace_back(std::move(name), take_until(std::string_view(&quote, 1)));
      ++at_;
    }
    if (at("/>")) {
      at_ += 2;
      return piece;
    }
    ++at_;
    content(piece);
    return piece;
  }

  void content(Piece& piece) {
    while (!at("</")) {
      if (at("<!--") || at("<?")) {
        skip_aside();
      } else if (at("<")) {
        piece.children.push_back(element());
      } else {
        auto text = take_until("<");
        const bool blank = text.find_first_not_of(" \t\r\n") == std::string::npos;
        if (!blank) piece.children.push_back({{}, std::move(text), {}, {}});
      }
    }
    at_ = xml_.find('>', at_) + 1;
  }

  std::string_view xml_;
  std::size_t at_ = 0;
};

void write(const Piece& piece, std::string& out) {
  if (piece.name.empty()) {
    out += piece.text;
    return;
  }
  out += '<' + piece.name;
  for (const auto& [name, value] : piece.attributes) out += ' ' + name + "=\"" + value + '"';
  out += '>';
  for (const auto& child : piece.children) write(child, out);
  out += "</" + piece.name + '>';
}

}  // namespace

Piece read_pieces(std::string_view xml) {
  return Reader(xml).root();
}

std::string write_pieces(const Piece& root) {
  std::string out;
  write(root, out);
  return out;
}

}  // namespace sluis::test
