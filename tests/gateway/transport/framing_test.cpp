#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "gateway/transport/request_reader.hpp"
#include "tests/gateway/transport/support_server.hpp"

using namespace sluis;
using namespace sluis::transport;
using namespace sluis::transport::test;
namespace data = boost::unit_test::data;

namespace {

struct Refusal {
  const char* name;
  std::string bytes;
  const char* fault;
};

std::ostream& operator<<(std::ostream& out, const Refusal& refusal) { return out << refusal.name; }

const std::string kHead = "POST / HTTP/1.1\r\nHost: a\r\n";
const std::string kChunked = kHead + "Transfer-Encoding: chunked\r\n\r\n";
constexpr auto kNotHttp = "SLU-1002";
constexpr auto kTooLarge = "SLU-1001";
constexpr auto kEncoded = "SLU-1003";

const std::vector<Refusal> kRefusals{
    {"length and chunks", kHead + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", kNotHttp},
    {"two equal lengths", kHead + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", kNotHttp},
    {"list of lengths", kHead + "Content-Length: 3, 3\r\n\r\nabc", kNotHttp},
    {"negative length", kHead + "Content-Length: -3\r\n\r\nabc", kNotHttp},
    {"length with sign", kHead + "Content-Length: +3\r\n\r\nabc", kNotHttp},
    {"hexadecimal length", kHead + "Content-Length: 0x3\r\n\r\nabc", kNotHttp},
    {"empty length", kHead + "Content-Length:\r\n\r\n", kNotHttp},
    {"length of many digits", kHead + "Content-Length: 18446744073709551619\r\n\r\nabc", kNotHttp},
    {"blank inside length", kHead + "Content-Length: 1 2\r\n\r\nabc", kNotHttp},
    {"folded line", kHead + "X: a\r\n b\r\n\r\n", kNotHttp},
    {"folded first line", "POST / HTTP/1.1\r\n Host: a\r\n\r\n", kNotHttp},
    {"bare LF after request line", "POST / HTTP/1.1\nHost: a\r\n\r\n", kNotHttp},
    {"bare LF after header", kHead + "X: a\n\r\n", kNotHttp},
    {"bare LF as end", kHead + "\n", kNotHttp},
    {"bare CR in value", kHead + "X: a\rTransfer-Encoding: chunked\r\n\r\n", kNotHttp},
    {"NUL in value", kHead + std::string("X: a\0b\r\n\r\n", 10), kNotHttp},
    {"NUL in unfinished line", kHead + std::string("X: a\0", 5), kNotHttp},
    {"blank before colon", kHead + "Content-Length : 3\r\n\r\nabc", kNotHttp},
    {"no colon", kHead + "Content-Length 3\r\n\r\n", kNotHttp},
    {"empty name", kHead + ": 3\r\n\r\n", kNotHttp},
    {"odd character in name", kHead + "Content(Length: 3\r\n\r\n", kNotHttp},
    {"unknown coding", kHead + "Transfer-Encoding: gzip\r\n\r\n", kNotHttp},
    {"two codings", kHead + "Transfer-Encoding: gzip, chunked\r\n\r\n", kNotHttp},
    {"chunked twice", kHead + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", kNotHttp},
    {"chunked with a vertical tab", kHead + "Transfer-Encoding: \x0b" "chunked\r\n\r\n", kNotHttp},
    {"quoted chunked", kHead + "Transfer-Encoding: \"chunked\"\r\n\r\n", kNotHttp},
    {"chunks in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", kNotHttp},
    {"chunk size not hexadecimal", kChunked + "xyz\r\n", kNotHttp},
    {"chunk size negative", kChunked + "-1\r\n", kNotHttp},
    {"chunk size with 0x", kChunked + "0x3\r\nabc\r\n", kNotHttp},
    {"chunk size too long", kChunked + "0000000000000003\r\nabc\r\n", kNotHttp},
    {"chunk size with blank", kChunked + "3 \r\nabc\r\n", kNotHttp},
    {"chunk size empty", kChunked + "\r\n", kNotHttp},
    {"chunk size with bare LF", kChunked + "3\nabc\r\n", kNotHttp},
    {"chunk longer than said", kChunked + "3\r\nabcd\r\n", kNotHttp},
    {"chunk end with bare LF", kChunked + "3\r\nabc\n", kNotHttp},
    {"chunk extension without end", kChunked + "3;" + std::string(300, 'x'), kNotHttp},
    {"bare LF in trailer", kChunked + "0\r\nX: a\n\r\n", kNotHttp},
    {"no host", "POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n", kNotHttp},
    {"two hosts", "POST / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", kNotHttp},
    {"host with path", "POST / HTTP/1.1\r\nHost: a/b\r\n\r\n", kNotHttp},
    {"host with user", "POST / HTTP/1.1\r\nHost: x@a\r\n\r\n", kNotHttp},
    {"no version", "POST /\r\nHost: a\r\n\r\n", kNotHttp},
    {"HTTP/0.9", "GET /\r\n\r\n", kNotHttp},
    {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", kNotHttp},
    {"HTTP/1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", kNotHttp},
    {"lower case version", "GET / http/1.1\r\nHost: a\r\n\r\n", kNotHttp},
    {"blank in target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", kNotHttp},
    {"tab in request line", "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", kNotHttp},
    {"two blanks", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", kNotHttp},
    {"fragment in target", "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", kNotHttp},
    {"authority form", "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", kNotHttp},
    {"asterisk form", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", kNotHttp},
    {"file target", "GET file:///etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", kNotHttp},
    {"scheme alone", "GET http HTTP/1.1\r\nHost: a\r\n\r\n", kNotHttp},
    {"absolute form without authority", "GET http:///a HTTP/1.1\r\nHost: a\r\n\r\n", kNotHttp},
    {"odd method", "P(ST / HTTP/1.1\r\nHost: a\r\n\r\n", kNotHttp},
    {"empty lines first", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", kNotHttp},
    {"a TLS hello on the plain door", std::string("\x16\x03\x01\x02\x00\x01\x00", 7), kNotHttp},
    {"unknown expectation", kHead + "Expect: miracles\r\nContent-Length: 1\r\n\r\n", kNotHttp},
    {"compressed body", kHead + "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc", kEncoded},
    {"announced body too large", kHead + "Content-Length: 1001\r\n\r\n", kTooLarge},
    {"announced body far too large", kHead + "Content-Length: 999999999999999\r\n\r\n", kTooLarge},
    {"expected body too large", kHead + "Expect: 100-continue\r\nContent-Length: 1001\r\n\r\n", kTooLarge},
    {"one chunk too large", kChunked + "3e9\r\n", kTooLarge},
    {"huge chunk", kChunked + "ffffffff\r\n", kTooLarge},
    {"chunks too large together", kChunked + "3e8\r\n" + std::string(1000, 'x') + "\r\n1\r\n", kTooLarge},
    {"header too large", kHead + "X: " + std::string(17'000, 'x'), kTooLarge},
    {"request line too large", "GET /" + std::string(17'000, 'x'), kTooLarge},
    {"too many headers", kHead + [] {
       std::string many;
       for (int i = 0; i < 101; ++i) many += "A" + std::to_string(i) + ": b\r\n";
       return many;
     }(), kTooLarge},
};

class SmallFixture : public Fixture {
 public:
  SmallFixture() { settings.body_bytes = 1000; }
};

// Reads the bytes in pieces of this size; the result of the last piece that was read.
Result<Progress> read_in_pieces(RequestReader& reader, std::string_view bytes, std::size_t piece) {
  Result<Progress> read = Progress::More;
  while (!bytes.empty() && read && *read == Progress::More) {
    auto part = bytes.substr(0, piece);
    bytes.remove_prefix(part.size());
    read = reader.feed(part);
  }
  return read;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(transport_framing)

BOOST_DATA_TEST_CASE_F(SmallFixture, is_refused_and_the_connection_ends, data::make(kRefusals), refusal) {
  start(echo());
  Client client(server->port());
  const auto reply = client.send(refusal.bytes).reply();
  BOOST_TEST(body_of(reply) == refusal.fault);
  BOOST_TEST(header_of(reply, "Connection") == "close");
  BOOST_TEST(client.closed());
}

BOOST_DATA_TEST_CASE(is_refused_however_it_is_cut, data::make(kRefusals), refusal) {
  for (const std::size_t piece : {1, 2, 3, 7, 64, 100'000}) {
    RequestReader reader({{16 * 1024, 100}, 1000});
    const auto read = read_in_pieces(reader, refusal.bytes, piece);
    BOOST_REQUIRE(!read);
    BOOST_TEST(read.error().number() == refusal.fault);
  }
}

BOOST_AUTO_TEST_CASE(a_good_request_is_read_however_it_is_cut) {
  const std::string bytes = "\r\nPOST http://b:80?x HTTP/1.1\r\nHost: a\r\nX:\t v \r\nTransfer-Encoding: Chunked\r\n\r\n"
                            "A\r\n0123456789\r\n1;q=\"x\"\r\n!\r\n000\r\nT: u\r\n\r\nNEXT";
  for (std::size_t piece = 1; piece < bytes.size(); ++piece) {
    RequestReader reader({});
    std::string_view rest = bytes;
    Result<Progress> read = Progress::More;
    while (read && *read == Progress::More) {
      auto part = rest.substr(0, piece);
      const auto before = part.size();
      read = reader.feed(part);
      rest.remove_prefix(before - part.size());
    }
    BOOST_REQUIRE(read);
    BOOST_TEST(rest == "NEXT");
    BOOST_TEST(reader.raw().body == "0123456789!");
    BOOST_TEST(reader.raw().path == "/");
    BOOST_TEST(reader.raw().query == "x");
    BOOST_TEST(reader.raw().header("host") == "b:80");
    BOOST_TEST(reader.raw().header("x") == "v");
  }
}

BOOST_AUTO_TEST_CASE(memory_follows_what_came_not_what_was_announced) {
  RequestReader reader({{}, 1'000'000'000});
  std::string_view head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900000000\r\n\r\nx";
  const auto read = reader.feed(head);
  BOOST_REQUIRE(read);
  BOOST_CHECK(*read == Progress::More);
}

BOOST_FIXTURE_TEST_CASE(a_client_that_goes_on_sending_still_reads_why_it_was_refused, SmallFixture) {
  start(echo());
  Client client(server->port());
  client.send(kHead + "Content-Length: 500000\r\n\r\n").send(std::string(200'000, 'x'));
  BOOST_TEST(body_of(client.reply()) == kTooLarge);
}

BOOST_AUTO_TEST_SUITE_END()
