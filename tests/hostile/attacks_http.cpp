#include "tests/hostile/corpus.hpp"

// Scripts of what goes over the socket (docs/decisions/0008-hostile-corpus.md). Where two readers could disagree about the end of a
// message, the bytes that one of them would take for a second request are a whole and valid message of the control group.
namespace sluis::hostile {
namespace {

constexpr auto kTooLarge = "SLU-1001";
constexpr auto kNotHttp = "SLU-1002";
constexpr auto kType = "SLU-1003";
constexpr auto kSlow = "SLU-1014";
const std::string kFile = "control/consent.xml";
const std::string kLine = "send POST /Consent/v1 HTTP/1.1\\r\\nHost: gateway\\r\\nContent-Type: text/xml; charset=utf-8\\r\\n";
const std::string kLength = "Content-Length: {length " + kFile + "}\\r\\n";
const std::string kEnd = "\\r\\n\n";  // the empty line, and the end of a script line
const std::string kMessage = "message " + kFile + "\n";

void add(Corpus& c, const char* family, const char* name, std::string script, const char* rule, const char* fault) {
  c.add({family, name, std::move(script), rule, fault, "consent", "http", "http"});
}

void framing(Corpus& c) {
  constexpr auto kFamily = "smuggling";
  const auto refused = [&](const char* name, const std::string& fields, const std::string& rest = kMessage) {
    add(c, kFamily, name, kLine + fields + kEnd + rest, rule::kHttp, kNotHttp);
  };
  const std::string hidden = kLine + kLength + kEnd + kMessage;  // a second request
  const std::string zero = "send 0\\r\\n\\r\\n\n";
  refused("length_and_chunks", kLength + "Transfer-Encoding: chunked\\r\\n", zero + hidden);
  refused("chunks_and_length", "Transfer-Encoding: chunked\\r\\n" + kLength, zero + hidden);
  refused("short_length_and_chunks", "Content-Length: 5\\r\\nTransfer-Encoding: chunked\\r\\n", zero + hidden);
  refused("two_lengths", kLength + "Content-Length: 5\\r\\n");
  refused("two_equal_lengths", kLength + kLength);
  refused("list_of_lengths", "Content-Length: {length " + kFile + "}, 5\\r\\n");
  refused("negative_length", "Content-Length: -1\\r\\n");
  refused("length_with_plus", "Content-Length: +{length " + kFile + "}\\r\\n");
  refused("hexadecimal_length", "Content-Length: 0x10\\r\\n");
  refused("length_with_fraction", "Content-Length: 5.0\\r\\n");
  refused("length_with_exponent", "Content-Length: 1e3\\r\\n");
  refused("length_of_words", "Content-Length: many\\r\\n");
  refused("length_beyond_64_bits", "Content-Length: 18446744073709551617\\r\\n");
  refused("empty_length", "Content-Length:\\r\\n");
  refused("blank_before_colon", "Content-Length : 5\\r\\n");
  refused("blank_in_name", "Content Length: 5\\r\\n");
  refused("folded_length", "Content-Length:\\r\\n 5\\r\\n");
  refused("folded_coding", "Transfer-Encoding:\\r\\n chunked\\r\\n", zero + hidden);
  refused("coding_gzip_chunked", "Transfer-Encoding: gzip, chunked\\r\\n", zero + hidden);
  refused("coding_chunked_identity", "Transfer-Encoding: chunked, identity\\r\\n", zero + hidden);
  refused("coding_identity", kLength + "Transfer-Encoding: identity\\r\\n");
  refused("coding_xchunked", "Transfer-Encoding: xchunked\\r\\n", zero + hidden);
  refused("coding_quoted", "Transfer-Encoding: \"chunked\"\\r\\n", zero + hidden);
  refused("coding_with_parameter", "Transfer-Encoding: chunked;x=1\\r\\n", zero + hidden);
  refused("coding_with_vertical_tab", "Transfer-Encoding: \\x0bchunked\\r\\n", zero + hidden);
  refused("coding_twice", "Transfer-Encoding: chunked\\r\\nTransfer-Encoding: identity\\r\\n", zero + hidden);
  refused("coding_by_underscore_and_length", kLength + "Transfer-Encoding: cow\\r\\n");
  refused("bare_line_feeds", "X: a\\nContent-Length: 5\\r\\n");
  refused("bare_carriage_return", "X: a\\rTransfer-Encoding: chunked\\r\\n", zero + hidden);
  refused("zero_in_value", "X: a\\0b\\r\\n");
  refused("colon_missing", "Transfer-Encoding chunked\\r\\n", zero + hidden);
  refused("two_hosts", "Host: other\\r\\n" + kLength);
}

void lines(Corpus& c) {
  constexpr auto kFamily = "smuggling";
  const auto line = [&](const char* name, const std::string& first) { add(c, kFamily, name, "send " + first + "\\r\\nHost: gateway\\r\\nContent-Type: text/xml\\r\\n" + kLength + kEnd + kMessage, rule::kHttp, kNotHttp); };
  line("version_09", "POST /Consent/v1");
  line("version_2", "POST /Consent/v1 HTTP/2.0");
  line("version_in_small_letters", "POST /Consent/v1 http/1.1");
  line("preface_of_http_2", "PRI * HTTP/2.0");
  line("blank_in_target", "POST /Consent/v1 x HTTP/1.1");
  line("tab_in_line", "POST\\t/Consent/v1 HTTP/1.1");
  line("line_feed_in_line", "POST /Consent/v1\\nX: HTTP/1.1");
  line("target_of_another_scheme", "POST file:///Consent/v1 HTTP/1.1");
  line("authority_with_user", "POST http://user@gateway/Consent/v1 HTTP/1.1");
  line("connect", "CONNECT gateway:443 HTTP/1.1");
  line("method_that_is_no_word", "PO(ST /Consent/v1 HTTP/1.1");
  add(c, kFamily, "no_host", "send POST /Consent/v1 HTTP/1.1\\r\\nContent-Type: text/xml\\r\\n" + kLength + kEnd + kMessage, rule::kHttp, kNotHttp);
  add(c, kFamily, "host_with_path", "send POST /Consent/v1 HTTP/1.1\\r\\nHost: gateway/x\\r\\nContent-Type: text/xml\\r\\n" + kLength + kEnd + kMessage, rule::kHttp, kNotHttp);
  add(c, kFamily, "chunks_in_http_10", "send POST /Consent/v1 HTTP/1.0\\r\\nContent-Type: text/xml\\r\\nTransfer-Encoding: chunked\\r\\n" + kEnd + "send 0\\r\\n\\r\\n\n", rule::kHttp, kNotHttp);
  add(c, kFamily, "header_in_tls", "send \\x16\\x03\\x01\\x02\\x00\\x01\\x00\\x01\\xfc\\x03\\x03\\r\\n\\r\\n\n", rule::kHttp, kNotHttp);
  const auto chunked = [&](const char* name, const std::string& chunks, const char* fault = kNotHttp) {
    add(c, "chunks", name, kLine + "Transfer-Encoding: chunked\\r\\n" + kEnd + "send " + chunks + "\n", rule::kHttp, fault);
  };
  chunked("size_of_words", "many\\r\\nabc\\r\\n0\\r\\n\\r\\n");
  chunked("size_negative", "-3\\r\\nabc\\r\\n0\\r\\n\\r\\n");
  chunked("size_with_0x", "0x3\\r\\nabc\\r\\n0\\r\\n\\r\\n");
  chunked("size_with_blank", "3 \\r\\nabc\\r\\n0\\r\\n\\r\\n");
  chunked("size_beyond_64_bits", "10000000000000003\\r\\nabc\\r\\n0\\r\\n\\r\\n");
  chunked("size_of_many_zeros", "00000000000000000000000003\\r\\nabc\\r\\n0\\r\\n\\r\\n");
  chunked("size_empty", "\\r\\nabc\\r\\n0\\r\\n\\r\\n");
  chunked("size_with_bare_line_feed", "3\\nabc\\r\\n0\\r\\n\\r\\n");
  chunked("longer_than_said", "3\\r\\nabcdef\\r\\n0\\r\\n\\r\\n");
  chunked("shorter_than_said", "9\\r\\nabc\\r\\n0\\r\\n\\r\\n12345");
  chunked("end_with_bare_line_feed", "3\\r\\nabc\\n0\\r\\n\\r\\n");
  chunked("trailer_with_bare_line_feed", "3\\r\\nabc\\r\\n0\\r\\nX: a\\n\\r\\n");
  chunked("trailer_folded", "3\\r\\nabc\\r\\n0\\r\\n X: a\\r\\n\\r\\n");
  chunked("larger_than_the_limit", "fffffff\\r\\nabc\\r\\n", kTooLarge);
  add(c, "chunks", "extension_that_never_ends", kLine + "Transfer-Encoding: chunked\\r\\n" + kEnd + "send 3;\nrepeat 20000 x\n", rule::kHttp, kNotHttp);
  add(c, "chunks", "a_million_of_one_byte", kLine + "Transfer-Encoding: chunked\\r\\n" + kEnd + "repeat 1000000 1\\r\\na\\r\\n\nsend 0\\r\\n\\r\\n\n", rule::kForm, "SLU-1006");
  add(c, "chunks", "trailer_of_a_hundred_thousand_fields", kLine + "Transfer-Encoding: chunked\\r\\n" + kEnd + "send 0\\r\\n\nrepeat 100000 X: a\\r\\n\n", rule::kHttp, kTooLarge);
}

void lengths(Corpus& c) {
  constexpr auto kFamily = "lengths";
  add(c, kFamily, "shorter_than_the_body", kLine + "Content-Length: 1000\\r\\n" + kEnd + kMessage, rule::kForm, "SLU-1006");
  add(c, kFamily, "nothing_and_a_body", kLine + "Content-Length: 0\\r\\n" + kEnd + kMessage, rule::kForm, "SLU-1006");
  add(c, kFamily, "absent_and_a_body", kLine + kEnd + kMessage, rule::kForm, "SLU-1006");
  add(c, kFamily, "longer_than_the_body", kLine + "Content-Length: 9999999\\r\\n" + kEnd + kMessage + "stall\n", rule::kHttp, kSlow);
  add(c, kFamily, "of_a_gigabyte", kLine + "Content-Length: 1073741824\\r\\n" + kEnd + kMessage, rule::kHttp, kTooLarge);
  add(c, kFamily, "of_a_gigabyte_and_continue", kLine + "Expect: 100-continue\\r\\nContent-Length: 1073741824\\r\\n" + kEnd, rule::kHttp, kTooLarge);
  add(c, kFamily, "another_expectation", kLine + "Expect: 200-ok\\r\\n" + kLength + kEnd + kMessage, rule::kHttp, kNotHttp);
  add(c, kFamily, "header_of_a_megabyte", kLine + "X: \nrepeat 1000000 a\n", rule::kHttp, kTooLarge);
  add(c, kFamily, "ten_thousand_headers", kLine + "\nrepeat 10000 X: a\\r\\n\n", rule::kHttp, kTooLarge);
  add(c, kFamily, "target_of_a_megabyte", "send POST /\nrepeat 1000000 a\n", rule::kHttp, kTooLarge);
  add(c, kFamily, "method_of_a_kilobyte", "repeat 1000 P\nsend  /Consent/v1 HTTP/1.1\\r\\nHost: a\\r\\n" + kEnd, rule::kHttp, kNotHttp);
  add(c, kFamily, "empty_lines_for_ever", "repeat 10000 \\r\\n\n", rule::kHttp, kNotHttp);
}

void slow(Corpus& c) {
  constexpr auto kFamily = "slow";
  const auto late = [&](const char* name, const std::string& script) { add(c, kFamily, name, script, rule::kHttp, kSlow); };
  late("header_that_stops", "send POST /Consent/v1 HTTP/1.1\\r\\nHo\nstall\n");
  late("header_without_end", kLine + "\nstall\n");
  late("header_that_drips", "send POST /Consent/v1 HTTP/1.1\\r\\nHost: gateway\\r\\n\ndrip 300 X: a\\r\\n\nstall\n");
  late("body_that_never_comes", kLine + kLength + kEnd + "stall\n");
  late("body_that_stops", kLine + kLength + kEnd + "send <soap:Envelope\nstall\n");
  late("body_that_drips", kLine + "Content-Length: 5000\\r\\n" + kEnd + "drip 300 a\nstall\n");
  late("chunks_that_drip", kLine + "Transfer-Encoding: chunked\\r\\n" + kEnd + "drip 300 1\\r\\na\\r\\n\nstall\n");
  late("chunk_size_that_stops", kLine + "Transfer-Encoding: chunked\\r\\n" + kEnd + "send 1\nstall\n");
  late("last_chunk_missing", kLine + "Transfer-Encoding: chunked\\r\\n" + kEnd + "send 1\\r\\na\\r\\n\nstall\n");
  late("continue_and_nothing", kLine + "Expect: 100-continue\\r\\n" + kLength + kEnd + "stall\n");
}

void bombs(Corpus& c) {
  constexpr auto kFamily = "bomb";
  const auto add_bomb = [&](const char* name, const std::string& coding) {
    // The head of a gzip stream of zeros, again and again: nobody gets to the point of inflating it.
    add(c, kFamily, name, kLine + "Content-Encoding: " + coding + "\\r\\nContent-Length: 1000010\\r\\n" + kEnd +
        "send \\x1f\\x8b\\x08\\x00\\x00\\x00\\x00\\x00\\x02\\x03\nrepeat 100000 \\xec\\xc1\\x01\\x01\\x00\\x00\\x00\\x80\\x90\\xfe\n", rule::kHttp, kType);
  };
  add_bomb("body_in_gzip", "gzip");
  add_bomb("body_in_x_gzip", "x-gzip");
  add_bomb("body_in_deflate", "deflate");
  add_bomb("body_in_brotli", "br");
  add_bomb("body_in_zstandard", "zstd");
  add_bomb("body_in_gzip_twice", "gzip, gzip");
  add_bomb("body_in_identity_and_gzip", "identity, gzip");
  add(c, kFamily, "body_in_gzip_undeclared", kLine + "Content-Length: 1000010\\r\\n" + kEnd + "send \\x1f\\x8b\\x08\\x00\\x00\\x00\\x00\\x00\\x02\\x03\nrepeat 100000 \\xec\\xc1\\x01\\x01\\x00\\x00\\x00\\x80\\x90\\xfe\n", rule::kForm, "SLU-1012");
}

void types(Corpus& c) {
  constexpr auto kFamily = "content-type";
  const auto add_type = [&](const char* name, const std::string& type, const char* fault, const std::string& method = "POST") {
    add(c, kFamily, name, "send " + method + " /Consent/v1 HTTP/1.1\\r\\nHost: gateway\\r\\n" + type + kLength + kEnd + kMessage, rule::kForm, fault);
  };
  add_type("none", "", kType);
  add_type("html", "Content-Type: text/html\\r\\n", kType);
  add_type("soap_12", "Content-Type: application/soap+xml\\r\\n", kType);
  add_type("attachments", "Content-Type: multipart/related; type=\"text/xml\"; boundary=x\\r\\n", kType);
  add_type("form", "Content-Type: application/x-www-form-urlencoded\\r\\n", kType);
  add_type("charset_utf_7", "Content-Type: text/xml; charset=utf-7\\r\\n", "SLU-1012");
  add_type("charset_utf_16", "Content-Type: text/xml; charset=utf-16\\r\\n", "SLU-1012");
  add_type("charset_latin_1", "Content-Type: text/xml; charset=iso-8859-1\\r\\n", "SLU-1012");
  add_type("charset_twice", "Content-Type: text/xml; charset=utf-8; charset=utf-7\\r\\n", "SLU-1012");
  add_type("type_twice", "Content-Type: text/xml\\r\\nContent-Type: text/html\\r\\n", kType);
  add_type("method_put", "Content-Type: text/xml\\r\\n", "SLU-1004", "PUT");
  add_type("method_delete", "Content-Type: text/xml\\r\\n", "SLU-1004", "DELETE");
  add_type("method_unknown", "Content-Type: text/xml\\r\\n", "SLU-1004", "ATTACK");
  const auto json = [&](const char* name, const std::string& type, const std::string& body, const char* fault) {
    add(c, kFamily, name, "send POST /api/v1/decisions HTTP/1.1\\r\\nHost: gateway\\r\\n" + type + "Content-Length: 12\\r\\n" + kEnd + "send " + body + "\n", rule::kForm, fault);
  };
  json("json_as_text", "Content-Type: text/plain\\r\\n", "{\"a\":\"bcde\"}", kType);
  json("json_as_xml", "Content-Type: text/xml\\r\\n", "{\"a\":\"bcde\"}", kType);
  json("json_in_utf_16", "Content-Type: application/json; charset=utf-16\\r\\n", "{\"a\":\"bcde\"}", "SLU-1012");
  json("json_that_is_not_utf_8", "Content-Type: application/json\\r\\n", "{\"a\":\"bcd\\xff\"}", "SLU-1012");
  json("json_overlong", "Content-Type: application/json\\r\\n", "{\"a\":\"bc\\xc0\\xbc\"}", "SLU-1012");
}

}  // namespace

void add_http(Corpus& c) {
  const auto good = [&](const char* name, const std::string& script) {
    add(c, "control", name, script, "-", "-");
  };
  good("over_http", kLine + kLength + kEnd + kMessage);
  good("over_http_in_chunks", kLine + "Transfer-Encoding: chunked\\r\\n" + kEnd + "chunks 700 " + kFile + "\n");
  framing(c);
  lines(c);
  lengths(c);
  slow(c);
  bombs(c);
  types(c);
}

}  // namespace sluis::hostile
