#include "gateway/model/identifiers.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

// The test numbers of identifiers.md, and those right beside them.
using namespace sluis::model;
using sluis::core::to_text;

namespace {

template <class Number>
void accepted(std::initializer_list<const char*> texts) {
  for (const auto* text : texts) {
    const auto number = Number::parse(text);
    BOOST_REQUIRE_MESSAGE(number, text);
    BOOST_TEST(number->text() == text);
  }
}

template <class Number>
void refused(std::initializer_list<std::string_view> texts) {
  for (const auto text : texts) BOOST_TEST(!Number::parse(text), text);
}

std::string birth(const char* text) {
  const auto date = Ssin::parse(text).value().birth_date();
  return date ? to_text(*date) : "unknown";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(identifiers)

BOOST_AUTO_TEST_CASE(ssin) {
  accepted<Ssin>({"85073099833", "19031299762", "26100299674", "70010108997", "90441599772", "90240099989", "85000099811"});
  refused<Ssin>({"85073099834", "85073099800", "70010108900", "8507309983", "850730998330", "85.07.30-998.33", " 85073099833",
                 "85073099833 ", "8507309983x", "", "\xd9\xa1" "507309983", "-5073099833"});
}

BOOST_AUTO_TEST_CASE(every_single_wrong_digit_of_an_ssin_is_seen) {
  const std::string right = "85073099833";
  int passed = 0;
  for (std::size_t i = 0; i < right.size(); ++i) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      auto text = right;
      text[i] = digit;
      // The other century's formula is a second chance for the check digits: at most one of hundred.
      if (digit != right[i] && Ssin::parse(text)) ++passed;
    }
  }
  BOOST_TEST(passed <= 1);
}

BOOST_AUTO_TEST_CASE(the_check_digits_tell_the_century) {
  BOOST_TEST(birth("85073099833") == "1985-07-30");
  BOOST_TEST(birth("19031299762") == "2019-03-12");
  BOOST_TEST(birth("19031299733") == "1919-03-12");  // the same digits a century earlier
  BOOST_TEST(birth("26100299674") == "2026-10-02");
  BOOST_TEST(birth("70010108997") == "1970-01-01");
}

BOOST_AUTO_TEST_CASE(bis_numbers) {
  BOOST_TEST(Ssin::parse("90441599772")->is_bis());
  BOOST_TEST(birth("90441599772") == "1990-04-15");
  BOOST_TEST(Ssin::parse("90240099989")->is_bis());
  BOOST_TEST(birth("90240099989") == "unknown");  // day 00
  BOOST_TEST(!Ssin::parse("85073099833")->is_bis());
  BOOST_TEST(!Ssin::parse("85000099811")->is_bis());
}

BOOST_AUTO_TEST_CASE(an_unknown_birthday_is_no_mistake) { BOOST_TEST(birth("85000099811") == "unknown"); }

BOOST_AUTO_TEST_CASE(nihii) {
  accepted<Nihii>({"19997638004", "19997737580", "49997131401", "29996160001", "20999609", "71099911", "19002397", "19997638", "71099911000"});
  refused<Nihii>({"19997639004", "71099912", "19002300", "7109991", "710999110", "7109991100", "710999110000", "7109991a", "", "1-99976-38-004"});
}

BOOST_AUTO_TEST_CASE(nihii_of_the_second_series) {
  BOOST_TEST(97 - 499971 % 97 != 31);
  BOOST_TEST(89 - 499971 % 89 == 31);
  accepted<Nihii>({"49997131401", "49997131"});
  refused<Nihii>({"49997132401"});
}

BOOST_AUTO_TEST_CASE(the_first_eight_digits_of_a_nihii_are_the_holder) {
  const auto physician = *Nihii::parse("19997638004");
  BOOST_TEST(physician.base() == "19997638");
  BOOST_TEST(physician.same_holder(*Nihii::parse("19997638001")));
  BOOST_TEST(physician.same_holder(*Nihii::parse("19997638")));
  BOOST_TEST(!physician.same_holder(*Nihii::parse("19997737580")));
}

BOOST_AUTO_TEST_CASE(cbe) {
  accepted<Cbe>({"0999999922", "0809394427"});
  refused<Cbe>({"0999999923", "0809.394.427", "809394427", "00809394427", "", "BE0809394427"});
  BOOST_TEST(!Cbe::parse("2000000087"));  // right check digits, first digit 2
  BOOST_TEST((97 - 20000000 % 97 == 87) == Ehp::parse("2000000087").has_value());
}

BOOST_AUTO_TEST_CASE(ehp) {
  accepted<Ehp>({"1990000035", "1990000728", "1990002015", "1990999927"});
  refused<Ehp>({"1990000036", "199000003", "19900000355", "199000003x", ""});
}

BOOST_AUTO_TEST_CASE(eid_cards) {
  accepted<EidCardNumber>({"000001103271", "591191706458", "591201099997", "599000001748", "599000006697", "B123456789"});
  refused<EidCardNumber>({"000001103225", "599000006600", "599-0000017-48", "59900000174", "5990000017480", "B12345678", "B1234567890", "b123456789",
                          "C123456789", "B12345678x", ""});
}

BOOST_AUTO_TEST_CASE(isi_cards) {
  accepted<IsiNumber>({"0000000001", "1234567890"});
  refused<IsiNumber>({"000000001", "00000000001", "000000000a", ""});
}

BOOST_AUTO_TEST_SUITE_END()
