#include "gateway/security/deflated_token.hpp"
#include "tests/hostile/corpus.hpp"

// The control group, which must be accepted, and messages that were accepted once and come again.
namespace sluis::hostile {
namespace {

Attack accepted(const char* name, std::string bytes, const char* path = "/Consent/v1") {
  Attack attack{"control", name, std::move(bytes), "-", "-", "-"};
  attack.path = path;
  return attack;
}

void again(Corpus& c, const char* name, const char* sequence, std::string bytes = control().message(), const char* rule = rule::kReplay,
           const char* fault = "SLU-2010", const char* unless = "-") {
  Attack attack{"replay", name, std::move(bytes), rule, fault};
  attack.sequence = sequence;
  attack.unless = unless;
  c.add(std::move(attack));
}

// The same signature in another dress.
void dressed(Corpus& c) {
  const auto& good = control();
  const auto add = [&](const char* name, const std::string& bytes) { again(c, name, "base, self", bytes); };
  const auto whole = good.message();
  add("with_a_mark", "\xEF\xBB\xBF" + whole);
  add("with_a_declaration", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + whole);
  add("with_a_header_more", replaced(whole, "<soap:Header>", "<soap:Header><x:Block xmlns:x=\"urn:x\"></x:Block>"));
  add("with_an_attribute_on_the_envelope", replaced(whole, "<soap:Envelope ", "<soap:Envelope x=\"1\" "));
  add("with_blanks_in_the_header", replaced(whole, "<wsse:Security", "\n  <wsse:Security"));
  add("with_a_comment_outside", replaced(whole, "<soap:Header>", "<!-- again --><soap:Header>"));
  add("with_blanks_in_the_signature_value", replaced(whole, good.signature, replaced(good.signature, "</ds:SignatureValue>", "\n</ds:SignatureValue>")));
  add("with_the_parts_in_another_order", Pieces::envelope(Pieces::security_of(good.signature + good.assertion + good.timestamp), good.body));
  add("with_another_prefix_for_the_envelope", replaced_last(replaced(whole, "<soap:Envelope xmlns:soap=\"" + std::string(kSoap) + "\"", "<e:Envelope xmlns:e=\"" + std::string(kSoap) + "\" xmlns:soap=\"" + std::string(kSoap) + "\""), "</soap:Envelope>", "</e:Envelope>"));
  const auto from = good.signature.find("<ds:SignatureValue>") + 19;
  const auto value = good.signature.substr(from, good.signature.find("</ds:SignatureValue>") - from);
  add("with_the_other_form_of_the_signature", replaced(whole, value, other_ecdsa_form(value)));
  // Another token of the same holder, that says more: KeyInfo is not signed and can name it.
  const auto richer = write(AssertionPlan{.id = "_c1"});
  auto pieces = good;
  pieces.assertion = richer;
  pieces.signature = replaced(good.signature, "#SAMLAssertionID\">_a1", "#SAMLAssertionID\">_c1");
  add("with_another_token_of_the_holder", pieces.message());
}

}  // namespace

const Pieces& control() {
  static const Pieces made = write(MessagePlan{});
  return made;
}

const std::string& control_token() {
  static const std::string made = write(AssertionPlan{});
  return made;
}

void add_control(Corpus& c) {
  c.add(accepted("consent", control().message()));
  c.add(accepted("rsa", write(MessagePlan{.assertion = write(AssertionPlan{.holder = &keys().holder_rsa, .sts = &keys().sts_rsa}), .holder = &keys().holder_rsa}).message()));
  c.add(accepted("links", write(MessagePlan{.payload = ask_links()}).message(), "/TherLink/v1"));
  c.add(accepted("exclusions", write(MessagePlan{.payload = ask_exclusions()}).message(), "/TherapeuticExclusion/v1"));
  c.add(accepted("list", write(MessagePlan{.payload = ask_list()}).message(), "/IntraHub/v3"));
  const auto other = write(MessagePlan{});
  c.add(accepted("other_order", Pieces::envelope(Pieces::security_of(other.assertion + other.signature + other.timestamp), other.body)));
  c.add(accepted("mark_and_declaration", "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?>" + write(MessagePlan{}).message()));
  c.add(accepted("comment_between_elements_of_the_body", replaced(write(MessagePlan{}).message(), "<c:select", "<!-- whom --><c:select")));
  const auto more = write(MessagePlan{});
  c.add(accepted("header_of_somebody_else", Pieces::envelope("<x:Block xmlns:x=\"urn:x\"></x:Block>" + more.security(), more.body)));
  auto rooted = accepted("holder_of_the_root", write(MessagePlan{}).message());
  rooted.settings = "holder_roots";
  c.add(std::move(rooted));
  for (const auto* who : {"-", "holder"}) {
    Attack token{"control", who[0] == '-' ? "token" : "token_with_certificate", security::authorization_of_token(control_token()), "-", "-", "-", "token", "json", "/api/v1/decisions"};
    token.certificate = who;
    c.add(std::move(token));
  }
  Attack certificate{"control", "certificate_alone", "", "-", "-", "-", "token", "json", "/api/v1/decisions"};
  certificate.certificate = "hospital";
  c.add(std::move(certificate));
  certificate = {"control", "token_and_certificate_where_both_are_wanted", security::authorization_of_token(control_token()), "-", "-", "-", "token", "json", "/api/v1/decisions"};
  certificate.certificate = "holder";
  certificate.settings = "token_needs_certificate";
  c.add(std::move(certificate));
}

void add_replay(Corpus& c) {
  again(c, "at_once", "self, self");
  again(c, "three_times", "self, refused self, self");
  again(c, "to_another_service", "self, self /TherLink/v1");
  again(c, "to_another_service_and_back", "self, refused self /TherapeuticExclusion/v1, self");
  again(c, "to_the_hub", "self, self /IntraHub/v3");
  again(c, "after_restart", "self, restart, self");
  again(c, "after_two_restarts", "self, restart, restart, self");
  again(c, "on_a_second_node", "self, self node2");
  again(c, "from_the_second_node", "self node2, self");
  again(c, "on_a_second_node_for_another_service", "self, self node2 /TherLink/v1");
  again(c, "on_a_second_node_after_restart", "self, restart, self node2");
  again(c, "a_minute_later", "self, self +60");
  again(c, "at_the_last_moment", "self, self +359", control().message(), rule::kReplay, "SLU-2010", "trust.skew_past_seconds");
  again(c, "at_the_last_moment_after_restart", "self, restart, self +359", control().message(), rule::kReplay, "SLU-2010", "trust.skew_past_seconds");
  again(c, "after_its_time", "self, self +360", control().message(), rule::kTimestamp, "SLU-2002", "trust.skew_past_seconds");
  again(c, "the_day_after", "self, self +86400", control().message(), rule::kTimestamp, "SLU-2002");
  again(c, "after_the_clock_went_back", "self +60, self");
  dressed(c);
}

}  // namespace sluis::hostile
