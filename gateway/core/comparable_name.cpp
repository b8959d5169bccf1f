#include "gateway/core/comparable_name.hpp"

#include <array>
#include <cstdint>

namespace sluis::core {
namespace {

// The letter under the accent, for each code point of the range; '.': none.
constexpr std::string_view kFromC0 =
    "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkkllllll."
    ".llnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
    "b................ff.............oo.............uu..............."
    ".............aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg..nnaa..oo"
    "aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............"
    "...b............";
constexpr std::string_view kFrom1E00 =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
    "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
    "wwwwwwwwwwxxxxyyzzzzzzhtwy.s....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
    "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

struct Pair {
  std::uint32_t point;
  std::string_view letters;
};
constexpr std::array<Pair, 13> kPairs{{{0xC6, "ae"}, {0xE6, "ae"}, {0xDE, "th"}, {0xFE, "th"}, {0xDF, "ss"},
                                       {0x1E9E, "ss"}, {0x132, "ij"}, {0x133, "ij"}, {0x13F, "l"}, {0x140, "l"},
                                       {0x152, "oe"}, {0x153, "oe"}, {0x2019, "'"}}};

std::size_t length_of(unsigned char lead) { return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4; }

std::uint32_t point_of(std::string_view character) {
  const auto lead = static_cast<unsigned char>(character.front());
  std::uint32_t point = character.size() == 1 ? lead : lead & (0xFFU >> (character.size() + 1));
  for (const char next : character.substr(1)) point = (point << 6U) | (static_cast<unsigned char>(next) & 0x3FU);
  return point;
}

char letter_under(std::uint32_t point) {
  if (point >= 0xC0 && point < 0xC0 + kFromC0.size()) return kFromC0[point - 0xC0];
  if (point >= 0x1E00 && point < 0x1E00 + kFrom1E00.size()) return kFrom1E00[point - 0x1E00];
  return '.';
}

bool is_blank(std::uint32_t point) { return point == 0x20 || (point >= 0x09 && point <= 0x0D) || point == 0xA0; }

void append(std::string& out, std::string_view character) {
  const auto point = point_of(character);
  if (point >= 0x300 && point <= 0x36F) return;
  for (const auto& [known, letters] : kPairs) {
    if (point != known) continue;
    out += letters;
    return;
  }
  if (const char letter = letter_under(point); letter != '.') {
    out += letter;
  } else if (point >= 'A' && point <= 'Z') {
    out += static_cast<char>(point + ('a' - 'A'));
  } else if (!is_blank(point)) {
    out += character;
  } else if (!out.empty() && out.back() != ' ') {
    out += ' ';
  }
}

}  // namespace

std::string comparable_name(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    const auto character = name.substr(at, length_of(static_cast<unsigned char>(name[at])));
    append(out, character);
    at += character.size();
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool same_name(std::string_view one, std::string_view other) { return comparable_name(one) == comparable_name(other); }

}  // namespace sluis::core
