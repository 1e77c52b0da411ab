//! What is told of a cookie by what was heard of it.

use super::*;
use crate::cookie::{Partition, Setter};

/// A line of an answer, heard at the second 1000.
fn heard(host: &str, line: &str) -> Heard {
    let (host, line) = (host.to_owned(), line.to_owned());
    Heard {
        line,
        length: 8,
        at: 1_000_000,
        host,
        secure: true,
        folder: "/".to_owned(),
        resource: Some("image".to_owned()),
        redirects: vec![],
    }
}

fn at(second: u64, line: Heard) -> Heard {
    Heard { at: second * 1000, ..line }
}

fn held(name: &str, domain: &str) -> Cookie {
    serde_json::from_value(serde_json::json!({ "name": name, "domain": domain, "hostOnly": true, "path": "/" }))
        .unwrap()
}

fn ending(at: u64, cookie: Cookie) -> Cookie {
    Cookie { expires: Some(at), ..cookie }
}

fn partitioned(name: &str, domain: &str) -> Cookie {
    let partition = Partition { top_level_site: "http://site.fr".to_owned(), has_cross_site_ancestor: Some(true) };
    Cookie { partition: Some(partition), ..held(name, domain) }
}

/// The jar told these of its cookies: when each was set, and when it went. Nothing is missing.
fn changes<const N: usize>(told: [(&Cookie, u64, Option<u64>); N]) -> Changes {
    let change = |(cookie, at, gone): (&Cookie, u64, Option<u64>)| {
        let gone = gone.map(|gone| gone * 1000);
        (cookie.identity(), Change { at: at * 1000 + 20, expires: cookie.expires, gone, evicted: false })
    };
    Changes { last: told.map(change).into(), whole_since: 0 }
}

/// What is told of a jar on a page of site.fr that was shown since the second 900, and read at 1100.
fn told(jar: Vec<Cookie>, lines: &[Heard], changes: Option<&Changes>) -> Vec<Cookie> {
    join(jar, vec![], &Noticed { heard: lines, changes, ..NOTHING }).cookies
}

fn joined(jar: Vec<Cookie>, foreign: Vec<Cookie>, noticed: &Noticed<'_>) -> Vec<Cookie> {
    join(jar, foreign, noticed).cookies
}

const NOTHING: Noticed<'_> = Noticed {
    site: "site.fr",
    now: 1_100,
    since: 900_000,
    heard: &[],
    former: &[],
    elsewhere: &[],
    elsewhere_since: 0,
    changes: None,
};

/// `name setter at for`, or why it was refused.
fn said(cookies: &[Cookie]) -> Vec<String> {
    let one = |cookie: &Cookie| {
        let by = match &cookie.set_by {
            _ if cookie.refused.is_some() => format!("{:?}", cookie.refused.unwrap()),
            Some(Setter::Header { host, .. }) => host.clone(),
            Some(Setter::Script) => "script".to_owned(),
            None => "nobody".to_owned(),
        };
        let number = |number: Option<u64>| number.map_or("-".to_owned(), |number| number.to_string());
        format!("{} {by} {} {}", cookie.name, number(cookie.set_at), number(cookie.set_for))
    };
    cookies.iter().map(one).collect()
}

#[test]
fn a_header_is_credited_with_its_cookie() {
    let jar = || vec![ending(1_061, held("a", "site.fr"))];
    let lines = [heard("site.fr", "a=; Max-Age=60")];
    assert_eq!(said(&told(jar(), &lines, None)), ["a site.fr 1000 60"]);
    let changes = changes([(&jar()[0], 1_000, None)]);
    assert_eq!(said(&told(jar(), &lines, Some(&changes))), ["a site.fr 1000 60"]);
}

#[test]
fn what_was_asked_for_is_told_of_a_life_that_was_cut() {
    let cookie = ending(1_000 + 400 * 86_400, held("a", "site.fr"));
    let changes = changes([(&cookie, 1_000, None)]);
    let lines = [heard("site.fr", "a=; Max-Age=99999999")];
    assert_eq!(said(&told(vec![cookie], &lines, Some(&changes))), ["a site.fr 1000 99999999"]);
}

#[test]
fn a_date_is_told_by_the_clock_of_the_server() {
    // The server's clock is an hour late, and the browser knows; it tells of no change where the same date is set again.
    let cookie = ending(1_000 + 7_200, held("a", "site.fr"));
    let line = heard("site.fr", "a=; Expires=Thu, 01 Jan 1970 01:16:40 GMT");
    for (second, changed) in [(1_000, 1_000), (1_050, 1_000)] {
        let changes = changes([(&cookie, changed, None)]);
        let lines = [at(second, line.clone())];
        let life = 8_200 - second;
        let expected = [format!("a site.fr {second} {life}")];
        assert_eq!(said(&told(vec![cookie.clone()], &lines, Some(&changes))), expected);
    }
}

#[test]
fn what_the_jar_lacks_was_refused() {
    let lines = [
        heard("t.fr", "a="),
        heard("t.fr", "b=; SameSite=None; Secure; Max-Age=600"),
        heard("t.fr", "c=; Max-Age=600"),
        heard("t.fr", "c=; Max-Age=0"),
        Heard { length: 5_000, ..heard("t.fr", "d=") },
    ];
    let expected = ["a SameSite 1000 -", "b ThirdParty 1000 600", "d Oversize 1000 -"];
    for changes in [None, Some(&Changes::default())] {
        assert_eq!(said(&told(vec![], &lines, changes)), expected);
    }
}

#[test]
fn partitioned_lines_meet_partitioned_cookies() {
    let jar = vec![held("p", "t.fr"), partitioned("p", "t.fr")];
    let cookies = told(jar, &[heard("t.fr", "p=; Secure; Partitioned")], None);
    let set: Vec<_> = cookies.iter().map(|cookie| (cookie.partition.is_some(), cookie.set_at.is_some())).collect();
    assert_eq!(set, [(false, false), (true, true)]);
    let firefox = told(vec![partitioned("q", "t.fr")], &[heard("t.fr", "q=")], None);
    assert!(firefox.len() == 1 && firefox[0].set_at.is_some());
}

#[test]
fn a_cookie_of_a_host_and_one_of_its_domain_are_two() {
    let host = ending(1_060, held("dup", "site.fr"));
    let wide = Cookie { host_only: false, ..ending(87_400, held("dup", "site.fr")) };
    let lines = [heard("site.fr", "dup=; Max-Age=60"), heard("site.fr", "dup=; Domain=site.fr; Max-Age=86400")];
    let changes = changes([(&host, 1_000, None), (&wide, 1_000, None)]);
    let cookies = told(vec![host, wide], &lines, Some(&changes));
    assert_eq!(said(&cookies), ["dup site.fr 1000 86400", "dup site.fr 1000 60"]);
}

#[test]
fn a_change_without_a_header_is_a_script() {
    let cookie = ending(1_601, held("s", "site.fr"));
    let hidden = Cookie { http_only: true, ..held("h", "site.fr") };
    let changes = changes([(&cookie, 1_000, None), (&hidden, 1_000, None)]);
    assert_eq!(said(&told(vec![cookie, hidden], &[], Some(&changes))), ["h nobody 1000 -", "s script 1000 600"]);
}

#[test]
fn what_changed_before_the_tab_showed_the_site_says_nothing() {
    let cookie = held("s", "site.fr");
    let changes = changes([(&cookie, 800, None)]);
    assert_eq!(said(&told(vec![cookie], &[], Some(&changes))), ["s nobody - -"]);
}

#[test]
fn the_last_event_tells_who_set_a_cookie() {
    let session = heard("site.fr", "a=");
    let minute = heard("site.fr", "a=; Max-Age=60");
    let gone = at(1_010, heard("site.fr", "a=; Max-Age=0"));
    let plain = held("a", "site.fr");
    let long = |at: u64| ending(at + 34_000_000, plain.clone());
    for (what, lines, cookie, change, expected) in [
        ("a script gives it a year", vec![session.clone()], long(1_003), (1_003, None), "a script 1003 34000000"),
        ("within the second", vec![session.clone()], long(1_000), (1_000, None), "a script 1000 34000000"),
        ("a script renews it", vec![minute.clone()], ending(1_140, plain.clone()), (1_080, None), "a script 1080 60"),
        (
            "a script removes it and sets it",
            vec![heard("site.fr", "a=; Max-Age=600")],
            ending(8_206, plain.clone()),
            (1_006, Some(1_003)),
            "a script 1006 7200",
        ),
        (
            "a header removes it and a script sets it",
            vec![minute.clone(), gone.clone()],
            ending(1_062, plain.clone()),
            (1_012, None),
            "a script 1012 50",
        ),
        (
            "the same for the session",
            vec![at(1_009, session.clone()), gone.clone()],
            plain.clone(),
            (1_011, None),
            "a script 1011 -",
        ),
        (
            "a script, then a header",
            vec![at(1_020, minute.clone())],
            ending(1_080, plain.clone()),
            (1_020, None),
            "a site.fr 1020 60",
        ),
        (
            "an end that browsers read differently",
            vec![heard("site.fr", "a=; Max-Age=+60")],
            ending(1_060, plain.clone()),
            (1_000, None),
            "a site.fr 1000 60",
        ),
        (
            "a header sets what is there",
            vec![at(1_020, session.clone())],
            plain.clone(),
            (1_000, None),
            "a site.fr 1020 -",
        ),
        (
            "a header that is refused",
            vec![Heard { secure: false, ..at(1_020, heard("site.fr", "a=; Secure")) }],
            plain.clone(),
            (1_000, None),
            "a script 1000 -",
        ),
    ] {
        let (second, gone) = change;
        let changes = changes([(&cookie, second, gone)]);
        assert_eq!(said(&told(vec![cookie], &lines, Some(&changes))), [expected], "{what}");
    }
}

#[test]
fn a_header_without_a_name_is_credited_under_the_name_that_the_browser_gives_it() {
    let line = [heard("site.fr", "="), heard("site.fr", "eight_bt=")];
    for name in ["", "nameless"] {
        let cookies = ["eight_bt", name, "seven_b"].map(|name| held(name, "site.fr"));
        let changes = changes([0, 1, 2].map(|index: usize| (&cookies[index], 1_000, None)));
        let mut expected = ["eight_bt", name].map(|name| format!("{name} site.fr 1000 -")).to_vec();
        expected.push("seven_b script 1000 -".to_owned());
        expected.sort();
        let mut found = said(&told(cookies.to_vec(), &line, Some(&changes)));
        found.sort();
        assert_eq!(found, expected);
    }
    assert_eq!(told(vec![], &line[..1], Some(&Changes::default())), []);
}

#[test]
fn a_busy_browser_tells_of_a_change_late() {
    let cookie = ending(1_600, held("a", "site.fr"));
    let changes = changes([(&cookie, 1_008, None)]);
    let lines = [heard("site.fr", "a=; Max-Age=600")];
    assert_eq!(said(&told(vec![cookie], &lines, Some(&changes))), ["a site.fr 1000 600"]);
}

#[test]
fn a_header_of_another_tab_is_no_script() {
    let cookie = ending(1_600, held("a", "site.fr"));
    let changes = changes([(&cookie, 1_000, None)]);
    let elsewhere = [heard("site.fr", "a=; Max-Age=600"), heard("site.fr", "b=")];
    let noticed = Noticed { elsewhere: &elsewhere, changes: Some(&changes), ..NOTHING };
    assert_eq!(
        said(&joined(vec![cookie, held("b", "site.fr")], vec![], &noticed)),
        ["a site.fr 1000 600", "b nobody - -"]
    );
}

#[test]
fn a_change_of_when_headers_of_other_tabs_are_forgotten_is_no_script_s_for_sure() {
    let jar = || vec![held("a", "site.fr"), held("b", "site.fr")];
    let changes = changes([(&jar()[0], 1_000, None), (&jar()[1], 1_001, None)]);
    let noticed = Noticed { elsewhere_since: 1_000_500, changes: Some(&changes), ..NOTHING };
    assert_eq!(said(&joined(jar(), vec![], &noticed)), ["a nobody 1000 -", "b script 1001 -"]);
}

#[test]
fn a_header_of_before_tells_what_is_there_still_and_no_more() {
    let (a, b, c) = (held("a", "site.fr"), held("b", "site.fr"), held("c", "site.fr"));
    let former = ["a=", "b=", "gone="].map(|line| heard("site.fr", line));
    let changes = changes([(&a, 1_001, None), (&b, 1_009, None)]);
    let noticed = Noticed { former: &former, changes: Some(&changes), ..NOTHING };
    let expected = ["a site.fr 1000 -", "b script 1009 -", "c nobody - -"];
    assert_eq!(said(&joined(vec![a, b, c], vec![], &noticed)), expected);
}

#[test]
fn a_cookie_of_another_visit_is_not_kept_by_this_page() {
    let foreign = || vec![ending(9_000, held("id", "t.fr"))];
    let lines = [heard("t.fr", "id=; Max-Age=600")];
    // Its last change was at the other visit: the browser refused the line.
    let before = changes([(&foreign()[0], 800, None)]);
    let noticed = |changes| Noticed { heard: &lines, changes: Some(changes), ..NOTHING };
    assert_eq!(said(&joined(vec![], foreign(), &noticed(&before))), ["id SameSite 1000 600"]);
    // Another tab gave it a new life since.
    let since = changes([(&foreign()[0], 1_050, None)]);
    assert_eq!(said(&joined(vec![], foreign(), &noticed(&since))), ["id SameSite 1000 600"]);
    // The line made the change.
    let cookie = ending(1_600, held("id", "t.fr"));
    let made = changes([(&cookie, 1_000, None)]);
    assert_eq!(said(&joined(vec![], vec![cookie], &noticed(&made))), ["id t.fr 1000 600"]);
    // Firefox put it into the partition of the page.
    let cookie = ending(1_600, partitioned("id", "t.fr"));
    let apart = changes([(&foreign()[0], 800, None), (&cookie, 1_000, None)]);
    let cookies = joined(vec![cookie], foreign(), &noticed(&apart));
    assert_eq!(said(&cookies), ["id t.fr 1000 600"]);
    assert!(cookies[0].partition.is_some());
}

#[test]
fn a_cookie_that_was_held_and_removed_was_not_refused() {
    let gone = partitioned("a", "t.fr");
    let changed = changes([(&gone, 1_000, Some(1_002))]);
    assert_eq!(told(vec![], &[heard("t.fr", "a=")], Some(&changed)), []);
    // The same line came again, which changed nothing; then a script removed the cookie.
    let changed = changes([(&held("a", "site.fr"), 950, Some(1_002))]);
    assert_eq!(told(vec![], &[heard("site.fr", "a=")], Some(&changed)), []);
}

#[test]
fn a_cookie_that_may_have_been_there_and_passed_was_not_refused() {
    let short = [heard("site.fr", "a=; Max-Age=3"), heard("t.fr", "b=; Max-Age=3")];
    let lost = Changes { whole_since: 1_050_000, ..Changes::default() };
    assert_eq!(told(vec![], &short, Some(&lost)), []);
    assert_eq!(told(vec![], &short, None), []);
    assert_eq!(told(vec![], &[heard("site.fr", "a=")], Some(&lost)), []);
    // What the line itself forbids was refused, whoever listened.
    assert_eq!(
        said(&told(vec![], &[heard("site.fr", "__Host-a=; Max-Age=3")], Some(&lost))),
        ["__Host-a Prefix 1000 3"]
    );
    // Nothing was lost, and no cookie came of it.
    let expected = ["a Unknown 1000 3", "b SameSite 1000 3"];
    assert_eq!(said(&told(vec![], &short, Some(&Changes::default()))), expected);
}

#[test]
fn a_worker_may_have_set_a_cookie_before_the_page_began() {
    let cookie = ending(802, held("short", "site.fr"));
    let changes = changes([(&cookie, 800, None)]);
    let lines = [at(800, heard("site.fr", "short=; Max-Age=2"))];
    assert_eq!(told(vec![], &lines, Some(&changes)), []);
}

#[test]
fn what_has_gone_by_itself_is_told() {
    let cookie = ending(1_003, held("flash", "site.fr"));
    let changes = changes([(&cookie, 1_000, Some(1_003))]);
    let line = heard("site.fr", "flash=; Max-Age=3");
    let gone = |lines: &[Heard], changes| join(vec![], vec![], &Noticed { heard: lines, changes, ..NOTHING }).gone;
    assert!(gone(std::slice::from_ref(&line), Some(&changes)));
    // A header removed it.
    assert!(!gone(&[line.clone(), heard("site.fr", "flash=; Max-Age=0")], Some(&changes)));
    assert!(!gone(&[line], None));
    // A worker set it before the tab showed the site.
    let changes = super::tests::changes([(&cookie, 800, Some(803))]);
    assert!(!gone(&[at(800, heard("site.fr", "flash=; Max-Age=3"))], Some(&changes)));
}

#[test]
fn what_a_full_jar_pushed_out_is_counted() {
    let jar = |held: usize| -> Vec<Cookie> { (0..held).map(|n| self::held(&format!("h{n}"), "site.fr")).collect() };
    let passed = ending(1_000, self::held("passed", "site.fr"));
    let [old, other, out] =
        [("old", "site.fr"), ("other", "t.fr"), ("out", "a.site.fr")].map(|(a, b)| self::held(a, b));
    let mut changes = changes([
        (&old, 800, Some(890)),
        (&other, 800, Some(1_000)),
        (&out, 800, Some(1_000)),
        (&passed, 950, Some(1_001)),
    ]);
    let counted = |held, changes: &Changes| {
        let joined = join(jar(held), vec![], &Noticed { changes: Some(changes), ..NOTHING });
        (joined.pushed_out, joined.gone)
    };
    assert_eq!(counted(150, &changes), (None, false), "removed by whom it may be");
    changes.last.values_mut().for_each(|change| change.evicted = true);
    assert_eq!(counted(150, &changes), (Some(1), true));
    assert_eq!(counted(20, &changes), (None, false), "there was room");
}
