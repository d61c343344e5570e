namespace OrleansAiJobs.Grains.JobTypes.Local.Languages;

internal static class German
{
    public static LanguageProfile Profile { get; } = new()
    {
        Determiners = LanguageProfile.Words("""
            der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner mein meine meinen meinem
            meiner dein deine sein seine seinen seinem seiner seines ihr ihre ihren ihrem ihrer ihres unser unsere unseren unserem
            unserer euer eure dieser diese dieses diesen diesem jener jene jenes jeder jede jedes jeden jedem alle allen aller
            viele vielen vieler einige einigen mehrere mehreren manche welche welcher welches beide beiden
            """),
        Prepositions = LanguageProfile.Words("""
            in im ins an am ans auf aufs bei beim mit nach von vom vor zu zum zur über unter zwischen durch für gegen ohne um ums
            aus bis seit während wegen trotz laut pro je ab außer gegenüber hinter neben innerhalb außerhalb rund etwa
            """),
        // The verb often comes last, so a sentence can only end between clauses.
        Links = LanguageProfile.Words("""
            in im ins an am ans auf aufs bei beim mit nach von vom vor zu zum zur über unter zwischen durch für gegen ohne um ums
            aus bis seit während wegen trotz laut pro je ab außer gegenüber hinter neben innerhalb außerhalb rund etwa
            """),
        Conjunctions = LanguageProfile.Words("und oder aber denn sondern sowie dass daß weil obwohl wenn als ob damit sodass während falls bevor nachdem indem wie wo wodurch wobei womit"),
        Subordinators = LanguageProfile.Words("wenn weil obwohl als nachdem bevor während sobald solange falls sofern da damit seitdem obgleich wie indem dass ob seit bis"),
        Pronouns = LanguageProfile.Words("""
            er sie es dies das diese dieser dieses dort hier dabei dafür damit dadurch daran darauf darin darüber davon dazu
            deshalb deswegen daher ihn ihm ihnen ihr sich wir uns ich mich mir du dich dir man wer was denen deren dessen
            etwas nichts jemand niemand
            """),
        Speakers = LanguageProfile.Words("ich wir du"),
        Auxiliaries = LanguageProfile.Words("""
            ist sind war waren bin bist sei seien wäre wären gewesen wird werden wurde wurden worden werde würde würden hat haben
            hatte hatten habe hätte hätten gehabt kann können konnte konnten könnte könnten soll sollen sollte sollten muss müssen
            musste mussten darf dürfen durfte will wollen wollte wollten möchte mag
            """),
        Fillers = LanguageProfile.Words("""
            nicht auch nur noch schon sehr mehr so dann nun jetzt wieder immer nie oft bereits erst zudem außerdem jedoch doch
            allerdings etwa rund knapp fast ganz gar eben mal ja nein hin her weiter weitere weiteren weiterhin zwei drei vier fünf
            sechs sieben acht neun zehn ersten erste zweite zweiten letzten letzte neue neuen neuer neues große großen großer
            gut guten gute kleine kleinen lange heute gestern morgen montag dienstag mittwoch donnerstag freitag samstag sonntag
            januar februar märz april mai juni juli august september oktober november dezember uhr jahr jahre jahren tag tage
            machen macht gemacht gibt geben gegeben geht gehen ging kommt kommen kam sagt sagte sagen steht stehen stand liegt
            lassen lässt bleibt bleiben blieb findet finden zeigt zeigen sieht sehen bringt bringen hält halten nimmt nehmen
            insgesamt besonders vor allem zwar dabei vielleicht wohl eigentlich einfach
            """),
        Openers =
        [
            "aber", "und", "doch", "denn", "also", "zudem", "außerdem", "allerdings", "jedoch", "dennoch", "trotzdem", "darüber hinaus",
            "zum beispiel", "kurz gesagt", "schließlich", "mit anderen worten", "insgesamt",
        ],
        NounLinks = LanguageProfile.Words("in im an am auf mit von vom zu zum zur über für gegen ohne aus bei beim zwischen"),
        ReportingVerbs = LanguageProfile.Words("sagt sagte sagten erklärt erklärte erklärten betont betonte meint meinte warnt warnte berichtet berichtete so heißt"),
        Joiners = LanguageProfile.Words("und aber denn doch sondern"),
        Relatives = LanguageProfile.Words("der die das dessen deren dem den welche welcher welches wo"),
        Attributions = ["nach angaben", "laut"],
        Genitives = LanguageProfile.Words("des der eines einer dieses dieser"),
        Adverbs = LanguageProfile.Words("auch zudem außerdem jedoch allerdings hingegen heute bereits"),
        Weekdays = LanguageProfile.Words("montag dienstag mittwoch donnerstag freitag samstag sonntag"),
        And = "und",
        HasCapitalNouns = true,
        HasOrdinalStops = true,
    };
}
