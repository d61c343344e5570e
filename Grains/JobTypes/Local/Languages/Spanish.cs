namespace OrleansAiJobs.Grains.JobTypes.Local.Languages;

internal static class Spanish
{
    public static LanguageProfile Profile { get; } = new()
    {
        Determiners = LanguageProfile.Words("""
            el la los las un una unos unas este esta estos estas ese esa esos esas aquel aquella mi mis tu tus su sus nuestro
            nuestra nuestros nuestras cada todo toda todos todas algunos algunas varios varias muchos muchas ningún ninguna lo
            """),
        Prepositions = LanguageProfile.Words("de del a al en con por para sin sobre entre desde hasta hacia según contra durante ante bajo tras mediante"),
        Links = LanguageProfile.Words("de del a al"),
        Conjunctions = LanguageProfile.Words("y e o u pero sino que porque aunque cuando si como donde mientras pues quien quienes cuyo cuya"),
        Subordinators = LanguageProfile.Words("si cuando porque aunque como mientras después antes desde durante tras al para donde"),
        Pronouns = LanguageProfile.Words("""
            él ella ellos ellas ello esto eso se le les lo me te nos yo tú usted ustedes nosotros esta este estos estas ese esa
            algo nada alguien nadie quien qué
            """),
        Speakers = LanguageProfile.Words("yo nosotros tú usted"),
        Auxiliaries = LanguageProfile.Words("""
            es son era eran fue fueron ser sido está están estaba estaban estar ha han he hemos había habían haber hay será serán
            sería puede pueden poder debe deben tiene tienen tener tenía va van hace hacer
            """),
        Fillers = LanguageProfile.Words("""
            no más menos muy también ya aún todavía siempre nunca solo sólo así bien mal mejor peor tan tanto casi además
            luego entonces ahora hoy ayer mañana aquí allí primero primera dos tres cuatro cinco seis siete ocho nueve diez nuevo
            nueva nuevos nuevas gran grande pequeño pequeña buen bueno buena otro otra otros otras mismo misma dice decir dijo
            permite permitir poner ver dar da llegar llega quedar enero febrero marzo abril mayo junio julio agosto septiembre
            octubre noviembre diciembre lunes martes miércoles jueves viernes sábado domingo semana semanas mes meses queda años año día días vez veces
            """),
        Openers =
        [
            "pero", "y", "además", "sin embargo", "por ejemplo", "en cambio", "por eso", "por lo tanto", "así", "entonces",
            "finalmente", "de hecho", "en resumen", "por otro lado", "al final", "por último",
        ],
        NounLinks = LanguageProfile.Words("de del con sin en sobre entre contra por"),
        ReportingVerbs = LanguageProfile.Words("dice dijo explica explicó afirma afirmó asegura aseguró añade añadió señala señaló cuenta contó indican afirman"),
        Complementizers = LanguageProfile.Words("que"),
        Joiners = LanguageProfile.Words("y e pero aunque porque mientras"),
        Relatives = LanguageProfile.Words("que quien quienes donde cuyo cuya"),
        Attributions = ["según"],
        Adverbs = LanguageProfile.Words("también además hoy ya"),
        ParticipleEndings = ["ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas"],
        And = "y",
    };
}
