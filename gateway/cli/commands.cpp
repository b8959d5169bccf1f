#include "gateway/cli/commands.hpp"
#include "gateway/cli/selftest_usage.hpp"

#include <array>

namespace sluis::cli {
namespace {

constexpr std::array kCommands{
    Command{"send", "sign and send one message, verify and print the answer",
            R"(sluis send --service consent|therlink|exclusion|intrahub --gateway URL --as IDENTITY [--json] FILE

FILE holds the body element. A token is fetched, the SOAP message built, signed and sent, the answer checked and printed.

  --as IDENTITY        PKCS#12 or PEM file (key and certificate), or 'auto': the sandbox identity that fits the author
  --password-file FILE password of the PKCS#12: a file, env:NAME or credential:NAME (known already for sandbox identities)
  --quality QUALITY    which claims to ask the token service for (physician, pharmacy, hospital, ...); default: by certificate
  --sts URL --sts-cert PEM   token service and its certificate; default: the sandbox's
  --roots PEM          roots of the servers' certificates; default: the sandbox's
  --sandbox FILE       sandbox.json to take identities from; default: the one that belongs to the gateway URL
  --at RFC3339         write the message as of this moment; default: the gateway's sandbox clock, or now
  --show-message       print the signed message on standard error
  --json               print the result as JSON

Exit: 0 acknowledged, 2 refused (codes on standard output), 3 technical fault, 1 wrong usage.)",
            run_send},
    Command{"validate", "check a body or a whole SOAP message against the schemas",
            R"(sluis validate [--service consent|therlink|exclusion|intrahub] [--schemas DIR] [--json] FILE
sluis validate --vitalink [--json] FILE

  --schemas DIR   folder of the official XSD files to enforce instead of ours
  --vitalink      FILE is a medication scheme, a kmehrmessage or folder in the clear: judged by the business rules
                  R1001 to R1100 of the vault; prints rule, severity and place; warnings alone are valid

Exit: 0 valid, 2 not (line, column and what was expected on standard output), 1 wrong usage.)",
            run_validate},
    Command{"check", "ask whether somebody may see something",
            R"(sluis check --gateway URL --json FILE [--at T] [--as-known-at T2] [--as IDENTITY]
sluis check --gateway URL --role CATEGORY [--caller SSIN] --patient SSIN --category KIND [--action read|write] ...

FILE holds {"questions":[...]} as /api/v1/openapi.json describes; the answer is printed as JSON. Without a file the options
make one question: --role is the caller's CD-HCPARTY (persphysician, ..., patient); --nihii, --organisation, --source,
--break-the-glass REASON, --transaction ID --sl SL --hub EHP where they apply.

  --at T             judge every question at this moment (RFC 3339), by what has been recorded up to now
  --as-known-at T2   ... by what had been recorded, and by the tables that were in force, at T2
Options --as (default auto), --password-file, --quality, --sts, --sts-cert, --roots, --sandbox as in 'sluis send'.

Exit: 0 permit (all questions), 2 deny (at least one), 3 technical fault, 1 wrong usage.)",
            run_check},
    Command{"rerun", "judge a stored decision again, under other tables",
            R"(sluis rerun ID --gateway URL --as IDENTITY [--policy FOLDER]

ID is the id of a decision that you were given. It is judged by what was registered then and by the tables of then, with those
of FOLDER (*.table) put over them; stored, rerun and their differences are printed as JSON.
Options --password-file, --quality, --sts, --sts-cert, --roots, --sandbox, --at as in 'sluis send'.

Exit: 0 done, 2 no such decision of yours, 3 technical fault (a table that can't be read is named with its line), 1 wrong usage.)",
            run_rerun},
    Command{"references", "look up where there is something about a patient",
            R"(sluis references --gateway URL --json FILE [--as IDENTITY] [--resume TOKEN] [--page-size N] [--page CURSOR] [--deadline MS]

FILE holds {"patient":{"ssin":...},"scope":"global",...}; the answer is printed as JSON. Options as in 'sluis check'.

  --resume TOKEN   `resume` of an earlier answer to the same question: asks only the sources that were missing
  --page-size N    at most N entries (1 to 1000)
  --page CURSOR    `next_page` of the page before
  --deadline MS    how long the gateway may take, 1 to 120000 milliseconds; sources that are slower are reported as late

Exit: 0 permitted, 2 refused, 3 technical fault, 1 wrong usage.)",
            run_references},
    Command{"document", "fetch a document that a reference names",
            R"(sluis document --gateway URL --json FILE [--set] [--as IDENTITY]

FILE holds {"patient":{"ssin":...},"transaction":{"id":...,"sl":...,"hub":...}}, as 'sluis references' printed them, and perhaps a caller
and break_the_glass; the answer is printed as JSON: the decision, and the KMEHR message in the clear. Options as in 'sluis check'.

  --set   a set of documents (fetch_with GetTransactionSet), as a medication scheme is

Exit: 0 permitted, 2 refused, 3 technical fault, 1 wrong usage.)",
            run_document},
    Command{"accesses", "read who looked, or tried to look, at a patient's data",
            R"(sluis accesses --gateway URL --json FILE [--as IDENTITY] [--out FILE]
sluis accesses --gateway URL --patient SSIN [--from DAY] [--to DAY] [--operation NAME] [--outcome permitted|refused|failed]
               [--party NUMBER] [--document ID [--sl SL] [--hub EHP]] [--break-the-glass] [--scope local|global|external] [--proofs]

FILE holds {"patient":{"ssin":...}, ...} as /api/v1/openapi.json describes; without it the options make the question. The answer is
printed as JSON, newest first.

  --proofs     each record with what shows that it stands in the gateway's trail: 'sluis audit prove' checks it
  --out FILE   write the answer to this file instead of standard output
Other options as in 'sluis check'.

Exit: 0 permitted, 2 refused, 3 technical fault, 1 wrong usage.)",
            run_accesses},
    Command{"dispensation", "register, update or revoke what a pharmacy delivered, and ask what became of it",
            R"(sluis dispensation register|update|revoke --gateway URL --as PHARMACY --json FILE [--message XML]
sluis dispensation status|services --gateway URL --as PHARMACY --json FILE

FILE holds {"caller":{"ssin":...,"category":"perspharmacist"},...} as docs/dossier.md describes; --message puts the single message in
it. status: {"sguid":...}; services: {"about":"alive|filter|system_services"}. Options as in 'sluis check'.

Exit: 0 accepted or queued, 2 refused (the code is in the answer), 3 technical fault, 1 wrong usage.)",
            run_dispensation},
    Command{"history", "read a patient's medication history in the shared pharmaceutical dossier",
            R"(sluis history [types|pharmacy] --gateway URL --as PHARMACY --json FILE

FILE holds {"patient":{"ssin":...},"caller":{...},"range":"DEFAULT"} as docs/dossier.md describes; types: which kinds of data there are;
pharmacy: who delivered, with {"dguid":...,"motivation":{...}}, because the patient asks. Options as in 'sluis check'.

Exit: 0 read, 2 refused, 3 technical fault, 1 wrong usage.)",
            run_history},
    Command{"seal", "seal a file for others, as the platform's end-to-end encryption does",
            R"(sluis seal --for TYPE=NUMBER[,APPLICATION] [--for ...] --as FILE IN OUT

Signs IN with the key of --as, encrypts it for every --for (EHP=1999990144,APP; NIHII-HOSPITAL=71099911; SSIN=...), signs it again and
writes DER to OUT ('-' is standard output). Encryption tokens come from the ETK depot.

  --as FILE            PKCS#12 or PEM file of who seals
  --password-file FILE its password: a file, env:NAME or credential:NAME (known already for sandbox identities)
  --etk-depot URL      the depot; default: the sandbox's
  --signer-roots PEM   who may have signed a token; default: --roots
  --roots PEM          roots of the depot's server certificate; default: the sandbox's
  --sandbox FILE, --gateway URL   where to find the sandbox; --at RFC3339: the time to sign with

Exit: 0 sealed, 2 refused (no such recipient, a token that can't be believed), 3 technical fault, 1 wrong usage.)",
            run_seal},
    Command{"unseal", "open a sealed file that is for us",
            R"(sluis unseal --as FILE [--old-key FILE] IN OUT

Checks both signatures of IN, decrypts it with the key of --as and writes what was sealed to OUT; who signed is told on standard error.

  --old-key FILE       an earlier key of ours that may open it too
  --signer-roots PEM   who may have signed; default: --roots
Other options as in 'sluis seal'.

Exit: 0 opened, 2 refused (which of decryption, authentication errors and authentication failures is on standard error), 1 wrong usage.)",
            run_unseal},
    Command{"evidence", "fetch the original message behind a registration, byte for byte",
            R"(sluis evidence ID --gateway URL --as IDENTITY [--version N] [--out FILE]

ID is the number of a consent, link or exclusion, as 'sluis check' names it in its evidence. The message is written as it was
received, signature included: 'sluis verify --at MOMENT' accepts it as of the moment it was sent.

  --version N   1 the declaration (default), 2 and higher a revocation
  --out FILE    write the message to this file instead of standard output
Options --password-file, --quality, --sts, --sts-cert, --roots, --sandbox, --at as in 'sluis send'.

Exit: 0 fetched, 2 refused (why is on standard error), 3 technical fault, 1 wrong usage.)",
            run_evidence},
    Command{"notifications", "read what you were told about acts of others",
            R"(sluis notifications --gateway URL --as IDENTITY

The answer is printed as JSON, newest first. Options as in 'sluis evidence'.

Exit: 0 permitted, 2 refused, 3 technical fault, 1 wrong usage.)",
            run_notifications},
    Command{"exclusion", "see whom an exclusion would block, before it is stored",
            R"(sluis exclusion preview --gateway URL --json FILE [--as IDENTITY]

FILE holds {"patient":{"ssin":...},"party":{"ssin"|"nihii"|"name"|"first" and "family":...,"category":...}}; the answer is printed as
JSON: the party with all its numbers and professions, the active links that would sleep, and whether it is excluded already. Asked by
who may exclude: the patient or who represents him. Options as in 'sluis check'.

Exit: 0 shown, 2 refused, 3 technical fault, 1 wrong usage.)",
            run_exclusion},
    Command{"proof", "sign the link in a message with a patient's eID key",
            R"(sluis proof [--as IDENTITY] [--password-file FILE] [--sandbox FILE] [--gateway URL] [--base64] FILE

FILE holds the body element of a Put or Revoke of a therapeutic link without proof, or a therapeuticlink alone. Patient and party are
signed as an eID does it, and the message is printed with the proof 'eidsigning' in it, ready for 'sluis send'.

  --as IDENTITY   PKCS#12 or PEM file with a signature key, or 'auto' (default): the card of the patient in the sandbox
  --base64        print the value of the binary proof alone

Exit: 0 signed, 1 wrong usage.)",
            run_proof},
    Command{"verify", "run the gateway's security rules on a message in a file",
            R"(sluis verify --sts-cert PEM [--at RFC3339] [--json] [--issuer TEXT] [--holder-roots PEM] FILE

Exit: 0 accepted (identity and attributes on standard output), 2 refused (number of the failing rule and its fault), 1 wrong usage.)",
            run_verify},
    Command{"outbox", "see what is still owed to the outside, and what was refused there",
            R"(sluis outbox --config FILE [--state waiting|refused|done] [--topic TOPIC] [--most N]
sluis outbox --registry URL ...

Reads the registry itself: run it where the gateway runs, as its user; the gateway may go on. One JSON object a line, newest first:
topic, id, state, created, age_seconds, attempts, due, and the last note. Never whom it is about.

  --config FILE    settings of the gateway, for registry.url
  --registry URL   sqlite:///absolute/path.db
  --state STATE    default: waiting, then refused
  --topic TOPIC    ehealth.consent, ehealth.links, ehealth.exclusions, metahub, dossier, notification, ...
  --most N         at most N of each state (1 to 1000, default 100)
  --at RFC3339     count ages up to this moment

Exit: 0 listed, 3 the registry can't be read, 1 wrong usage.)",
            run_outbox},
    Command{"backup", "copy registry and trail while the gateway runs, or check such a copy",
            R"(sluis backup --config FILE --to FOLDER [--trail-only] [--json]
sluis backup verify FOLDER [--key PEM] [--json]

Run it as the gateway's user; the gateway may go on. FOLDER must be empty or absent. It gets registry.sqlite (one consistent state), trail.jsonl
with trail.heads and trail.announced (whole records, checked one by one, up to a signed head made for this copy), manifest.json with their
digests, and manifest.signature by the key that signs the heads. Private keys, passwords and settings are not in it: keep those apart.

  --trail-only   without the registry: for one in PostgreSQL, which is backed up with its own tools before this command is run
  --key PEM      verify: the public key ('sluis audit key') that must have signed manifest and heads
verify reads everything: digests, the registry's pages, the trail's chain and heads, and that every act in the registry has its record.

Exit: 0 made, good; 2 the trail was altered, or the copy isn't good (what is wrong is told); 3 something can't be read or written; 1 wrong usage.)",
            run_backup},
    Command{"restore", "put a backup in the place of registry and trail",
            R"(sluis restore --from FOLDER --config FILE [--replace] [--registry-only|--trail-only] [--key PEM]

Stop the gateway first. The backup is verified as 'sluis backup verify' does it, then put where the settings say; the gateway brings an older
schema up to date at its start. Afterwards it is told whether registry and trail agree, and which of them is the older one.

  --replace         move what is there aside (NAME.before-restore-...); without it nothing that is there is touched
  --registry-only   leave the trail as it is: when the registry alone was lost
  --trail-only      leave the registry as it is
  --key PEM         the public key that must have signed the backup

Exit: 0 restored, 2 refused (not good, or something is there already), 3 the gateway runs, or a file can't be read or written, 1 wrong usage.)",
            run_restore},
    Command{"token", "fetch a token and show it",
            R"(sluis token --as IDENTITY [--sts URL --sts-cert PEM --roots PEM] [--gateway URL] [--header] [--json]

  --header   print the assertion as the value of an HTTP header: Authorization: SAML ...
Options --password-file, --quality, --sandbox, --at as in 'sluis send'.

Exit: 0 issued, 2 refused by the token service, 3 technical fault, 1 wrong usage.)",
            run_token},
    Command{"reviews", "see the uses of break-the-glass that wait for a reviewer",
            R"(sluis reviews --gateway URL --as IDENTITY [--state open|escalated|closed]

Without --state: open and escalated ones, oldest first; printed as JSON. Options as in 'sluis evidence'.

Exit: 0 permitted, 2 refused (not a reviewer), 3 technical fault, 1 wrong usage.)",
            run_reviews},
    Command{"review", "judge a use of break-the-glass",
            R"(sluis review ID --gateway URL --as IDENTITY --justified|--unjustified --text TEXT

ID is the review's, as 'sluis reviews' prints it; TEXT has 10 to 2000 characters. A judgement is final. Options as in 'sluis evidence'.

Exit: 0 judged, 2 refused (not a reviewer, his own use, no such review, judged already), 3 technical fault, 1 wrong usage.)",
            run_review},
    Command{"audit", "prove that an audit trail was not altered, or that a record stands in one",
            R"(sluis audit verify [--config FILE] [--last-hash HEX] [--key PEM] [--head FILE] [--json] [TRAIL]
sluis audit prove FILE --key PEM [--json]
sluis audit heads [--config FILE] [--json] [TRAIL]
sluis audit key --config FILE

TRAIL is the trail's file; with --config it is taken from the settings.

  verify   the trail's hash chain, its tree (TRAIL with .tree) and its signed heads (.heads)
    --last-hash HEX   the record with this hash must still be there
    --key PEM         public key (or certificate) that must have signed every head
    --head FILE       one signed head that was kept elsewhere: the trail must still begin with what it speaks of
  prove    records that a patient downloaded (accesses with "proofs": true), offline, with the public key alone
  heads    the signed heads, oldest first
  key      the public key that judges them, PEM

Exit: 0 unaltered, proved, printed; 2 altered or not proved (what and where is told); 3 can't be read; 1 wrong usage.)",
            run_audit},
    Command{"selftest", "run the hostile corpus against this build and a configuration, or against a running gateway", kSelftestUsage, run_selftest},
    Command{"trust", "list every certificate, key, revocation list and token in use, and what would fail on a date",
            R"(sluis trust --config FILE [--at DATE] [--json]
sluis trust --gateway URL [--certificate FILE] [--at DATE] [--json]

With --config: what the settings and their files tell, without a gateway. With --gateway: the list of a running one (GET /trust), with
its tokens, fetched revocation lists, OCSP answers, and the certificates that others showed last. Soonest end first. For each: where it
stands, subject, serial number, period, days left, state of revocation, and what breaks when it ends.

  --at DATE             the state on that date (its last second, Brussels time) or at that moment; default: now
  --json                everything, as one JSON object
  --certificate FILE    PKCS#12 or PEM with key, to show to a door that asks for one ([listen] operators)
  --password-file FILE  its password: a file, env:NAME or credential:NAME
  --roots PEM           roots of the gateway's server certificate; default: the sandbox's

What is renewed by itself (tokens, fetched lists, OCSP answers) is listed and does not count as failing.

Exit: 0 nothing would fail, 1 something would (or wrong usage), 3 the list can't be had.)",
            run_trust},
    Command{"explain", "tell what a code means, whose fault it is and what to do",
            R"(sluis explain [--json] [--mappings DIR] CODE

CODE is a number of ours (SLU-2004), a technical code (SOA-03006) or one of a service (TL.INPUT.64, 360): all its meanings are printed.

  --mappings DIR   folder of tables to read; default: the one installed beside the program

Exit: 0 explained, 2 no such code (the nearest ones are named), 1 wrong usage.)",
            run_explain},
};

}  // namespace

std::span<const Command> commands() { return kCommands; }

}  // namespace sluis::cli
