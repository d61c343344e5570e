namespace OrleansAiJobs.Grains.JobTypes.Local.Languages;

internal static class French
{
    public static LanguageProfile Profile { get; } = new()
    {
        Determiners = LanguageProfile.Words("""
            le la les l un une des du d ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs quelques
            plusieurs chaque tout toute tous toutes aucun aucune certains certaines
            """),
        Prepositions = LanguageProfile.Words("""
            de à au aux en dans sur sous pour par avec sans chez vers entre contre depuis pendant avant après jusque dès selon
            malgré parmi hors lors près
            """),
        Links = LanguageProfile.Words("de à au aux"),
        Conjunctions = LanguageProfile.Words("et ou mais donc or ni car que qu qui dont où lorsque quand parce puisque si comme afin tandis"),
        Subordinators = LanguageProfile.Words("si quand lorsque parce puisque comme bien après avant pendant depuis afin tandis dès malgré"),
        Pronouns = LanguageProfile.Words("""
            il elle ils elles on nous vous je j tu se s lui leur y ce c cela ça ceci celui celle ceux celles me m te t moi toi
            qui que quoi rien quelqu
            """),
        Speakers = LanguageProfile.Words("je j nous vous"),
        Auxiliaries = LanguageProfile.Words("""
            est sont était étaient être été suis es sommes êtes sera seront serait seraient a ont ai as avons avez avait avaient
            avoir eu aura auront aurait fait faire peut peuvent pouvoir doit doivent devoir va vont
            """),
        Fillers = LanguageProfile.Words("""
            ne n pas plus moins très aussi encore déjà toujours jamais souvent bien mal même ainsi alors puis enfin ensuite
            cependant pourtant toutefois surtout presque trop peu beaucoup tant autant ici là hier aujourd hui demain
            premier première deux trois quatre cinq six sept huit neuf dix nouveau nouvelle nouveaux nouvelles grand grande petit
            petite bon bonne autre autres dit dire mettre met mis prendre prend pris donner donne permet permettre voir vient venir
            reste rester trouver trouve janvier février mars avril juin juillet août septembre octobre novembre décembre
            lundi mardi mercredi jeudi vendredi samedi dimanche matin soir mois semaine temps fois jour jours an ans année années
            """),
        Openers =
        [
            "mais", "et", "donc", "cependant", "toutefois", "pourtant", "en effet", "de plus", "par exemple", "en outre", "ainsi",
            "enfin", "ensuite", "par ailleurs", "en revanche", "bref", "d'ailleurs", "finalement",
        ],
        NounLinks = LanguageProfile.Words("de d du des en avec sans sur dans par entre contre"),
        ReportingVerbs = LanguageProfile.Words("dit raconte explique affirme déclare ajoute précise souligne assure estime indique expliquent affirment estiment"),
        Complementizers = LanguageProfile.Words("que qu"),
        Joiners = LanguageProfile.Words("et mais car"),
        Relatives = LanguageProfile.Words("qui que dont où"),
        Attributions = ["selon", "d'après"],
        Adverbs = LanguageProfile.Words("aussi également cependant toutefois déjà"),
        ParticipleEndings = ["é", "ée", "és", "ées"],
        And = "et",
    };
}
