#include <boost/test/unit_test.hpp>
#include <functional>
#include <random>
#include <string>

#include "gateway/model/identifiers.hpp"

// Every kind of number against an oracle that computes differently: remainders by long division over the digits of a text, as one does
// it on paper, no number larger than a remainder and a digit.
using namespace sluis::model;

namespace {

constexpr int kRandomNumbers = 40'000;  // of each kind, half of them made right

int remainder(const std::string& digits, int divisor) {
  int rest = 0;
  for (const char c : digits) rest = (rest * 10 + (c - '0')) % divisor;
  return rest;
}

std::string two(int value) { return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)}; }
std::string complement(const std::string& digits, int divisor) { return two(divisor - remainder(digits, divisor)); }

bool digits_only(const std::string& text) { return text.find_first_not_of("0123456789") == std::string::npos; }

bool ssin_oracle(const std::string& t) {
  if (t.size() != 11 || !digits_only(t)) return false;
  const auto nine = t.substr(0, 9);
  const auto check = t.substr(9);
  return check == complement(nine, 97) || check == complement("2" + nine, 97);
}

bool nihii_oracle(const std::string& t) {
  if ((t.size() != 8 && t.size() != 11) || !digits_only(t)) return false;
  return t.substr(6, 2) == complement(t.substr(0, 6), 97) || t.substr(6, 2) == complement(t.substr(0, 6), 89);
}

bool ehp_oracle(const std::string& t) { return t.size() == 10 && digits_only(t) && t.substr(8) == complement(t.substr(0, 8), 97); }
bool cbe_oracle(const std::string& t) { return ehp_oracle(t) && (t[0] == '0' || t[0] == '1'); }

bool eid_oracle(const std::string& t) {
  if (t.size() == 10 && t[0] == 'B') return digits_only(t.substr(1));
  if (t.size() != 12 || !digits_only(t)) return false;
  const auto rest = remainder(t.substr(0, 10), 97);
  return t.substr(10) == (rest == 0 ? std::string("97") : two(rest));
}

bool isi_oracle(const std::string& t) { return t.size() == 10 && digits_only(t); }

struct Kind {
  const char* name;
  std::size_t body;              // digits before the check
  std::vector<std::size_t> sizes;
  std::function<bool(const std::string&)> ours;
  std::function<bool(const std::string&)> oracle;
  std::function<std::string(const std::string&, std::mt19937&)> complete;  // a body made right
};

template <class Number>
bool parses(const std::string& text) {
  const auto number = Number::parse(text);
  return number && number->text() == text;
}

std::string random_digits(std::size_t count, std::mt19937& random) {
  std::string text;
  while (text.size() < count) text += static_cast<char>('0' + random() % 10);
  return text;
}

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all{
      {"ssin", 9, {11}, parses<Ssin>, ssin_oracle,
       [](const std::string& b, std::mt19937& r) { return b + complement(r() % 2 ? b : "2" + b, 97); }},
      {"nihii", 6, {8, 11}, parses<Nihii>, nihii_oracle,
       [](const std::string& b, std::mt19937& r) {
         const auto base = b + complement(b, r() % 2 ? 97 : 89);
         return r() % 2 ? base : base + random_digits(3, r);
       }},
      {"cbe", 8, {10}, parses<Cbe>, cbe_oracle, [](const std::string& b, std::mt19937&) { return b + complement(b, 97); }},
      {"ehp", 8, {10}, parses<Ehp>, ehp_oracle, [](const std::string& b, std::mt19937&) { return b + complement(b, 97); }},
      {"eid", 10, {12}, parses<EidCardNumber>, eid_oracle,
       [](const std::string& b, std::mt19937& r) {
         if (r() % 4 == 0) return "B" + b.substr(1);
         const auto rest = remainder(b, 97);
         return b + two(rest == 0 ? 97 : rest);
       }},
      {"isi", 10, {10}, parses<IsiNumber>, isi_oracle, [](const std::string& b, std::mt19937&) { return b; }},
  };
  return all;
}

// One BOOST check a number would cost more than the number: failures are collected.
void compare(const Kind& kind, const std::string& text, int& right, int& wrong, std::string& first_difference) {
  const bool expected = kind.oracle(text);
  (expected ? right : wrong)++;
  if (kind.ours(text) != expected && first_difference.empty()) first_difference = text + (expected ? " should be accepted" : " should be refused");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(identifiers_property)

BOOST_AUTO_TEST_CASE(random_numbers_are_judged_as_on_paper) {
  std::mt19937 random(20261120);
  int numbers = 0;
  for (const auto& kind : kinds()) {
    int right = 0;
    int wrong = 0;
    std::string difference;
    for (int i = 0; i < kRandomNumbers; ++i) {
      auto text = i % 2 == 0 ? random_digits(kind.sizes[random() % kind.sizes.size()], random)
                             : kind.complete(random_digits(kind.body, random), random);
      compare(kind, text, right, wrong, difference);
      if (i % 8 == 0) {  // one character spoiled
        text[random() % text.size()] = "0123456789 .-xB\0\xd9"[random() % 17];
        compare(kind, text, right, wrong, difference);
      }
    }
    numbers += right + wrong;
    BOOST_TEST(difference == "", kind.name << ": " << difference);
    BOOST_TEST(right > kRandomNumbers / 20, kind.name << " right " << right);
    BOOST_TEST(wrong > 1000, kind.name << " wrong " << wrong);
  }
  BOOST_TEST(numbers >= 200'000);
}

// Every remainder, and with it both ends of the check digits, 00 and 97, 89 and all wrong ones beside the right one.
BOOST_AUTO_TEST_CASE(every_remainder_and_every_check_is_judged) {
  for (const auto& kind : kinds()) {
    if (kind.name == std::string("isi")) continue;
    int right = 0;
    int wrong = 0;
    std::string difference;
    for (int offset = 0; offset < 200; ++offset) {
      for (const char lead : {'0', '1', '2', '9'}) {
        auto body = std::string(kind.body, '0');
        body[0] = lead;
        body.replace(kind.body - 3, 3, std::to_string(1000 + offset).substr(1));
        for (int check = 0; check < 100; ++check) compare(kind, body + two(check), right, wrong, difference);
      }
    }
    BOOST_TEST(difference == "", kind.name << ": " << difference);
    BOOST_TEST(right > 0);
    BOOST_TEST(wrong > 0);
  }
}

BOOST_AUTO_TEST_CASE(lengths_and_odd_texts_are_judged) {
  std::mt19937 random(7);
  for (const auto& kind : kinds()) {
    int right = 0;
    int wrong = 0;
    std::string difference;
    for (std::size_t size = 0; size < 40; ++size) {
      for (int i = 0; i < 50; ++i) compare(kind, random_digits(size, random), right, wrong, difference);
    }
    const auto good = kind.complete(std::string(kind.body, '1'), random);
    for (const auto& text : {good + " ", " " + good, good + "\n", "+" + good.substr(1), "-" + good.substr(1), good + std::string(1, '\0'),
                             std::string(good.size(), '0'), std::string(good.size(), '9'), std::string()})
      compare(kind, text, right, wrong, difference);
    BOOST_TEST(difference == "", kind.name << ": " << difference);
  }
}

// Who holds a number is told by its first eight digits, whatever the competence behind them.
BOOST_AUTO_TEST_CASE(the_same_holder_has_the_same_eight_digits) {
  std::mt19937 random(11);
  int differences = 0;
  const auto& nihii = kinds()[1];
  for (int i = 0; i < 5'000; ++i) {
    const auto one = nihii.complete(random_digits(6, random), random);
    const auto other = random() % 2 ? one.substr(0, 8) + random_digits(3, random) : nihii.complete(random_digits(6, random), random);
    differences += Nihii::parse(one)->same_holder(*Nihii::parse(other)) != (one.compare(0, 8, other, 0, 8) == 0);
  }
  BOOST_TEST(differences == 0);
}

BOOST_AUTO_TEST_SUITE_END()
