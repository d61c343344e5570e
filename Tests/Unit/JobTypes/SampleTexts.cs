namespace OrleansAiJobs.Tests.Unit.JobTypes;

/// <summary>Texts as people submit them, written for these tests.</summary>
internal static class SampleTexts
{
    /// <summary>A blog post of two paragraphs.</summary>
    public const string Blog = """
        Working from home sounded like a dream until I realised how hard it is to stop working. In the first few months I answered emails at midnight, ate lunch at my desk and forgot what fresh air feels like. My productivity looked great on paper, but I was exhausted, and my family noticed it before I did. The problem was not the workload; it was the missing border between the office and the living room.

        What helped me most was a fake commute. Every morning I walk around the block with a coffee before I open my laptop, and every evening I do the same walk in the other direction. I also moved my desk out of the bedroom, turned off notifications after six, and agreed with my team that urgent means a phone call. These small rituals cost nothing, yet they gave me back my evenings. If you struggle to switch off, start with one clear signal that tells your brain the workday is over.
        """;

    /// <summary>A recipe in Markdown.</summary>
    public const string Recipe = """
        # Grandma's Apple Crumble

        This apple crumble is the dessert my grandmother made every Sunday in autumn. It takes only fifteen minutes to prepare, and the oven does the rest.

        ## Ingredients

        - 1 kg tart apples, such as Boskoop or Granny Smith
        - 150 g flour
        - 100 g cold butter
        - 80 g brown sugar
        - 1 tsp cinnamon
        - a pinch of salt

        ## Method

        1. Preheat the oven to 180 °C and butter a baking dish.
        2. Peel the apples, cut them into thick slices and toss them with the cinnamon.
        3. Rub the cold butter into the flour, sugar and salt until the mixture looks like coarse breadcrumbs.
        4. Spread the crumble loosely over the apples; do not press it down, or it will turn hard.
        5. Bake for 40 minutes until the top is golden brown and the juice bubbles at the edges.

        Serve it warm with vanilla ice cream. Leftovers taste even better the next day, straight from the fridge. For a nuttier crumble, replace a third of the flour with ground almonds.
        """;

    /// <summary>A product announcement.</summary>
    public const string Product = """
        Acme Systems today announced Beacon 2, the second generation of its open-source monitoring platform for small engineering teams. Beacon 2 collects metrics, logs and traces in a single binary and stores them on ordinary disks, so teams no longer need a separate database cluster. In tests with 40 early customers, the new storage engine cut infrastructure costs by 60 percent compared with the previous version.

        "Small teams should not need a full-time specialist to find out why their website is slow," said Dana Whitfield, co-founder and CTO of Acme Systems. The release introduces natural-language search, which lets engineers ask questions such as "what changed before the error rate went up?" and get an answer with the matching graphs. Alerts can now be tested against historical data before they go live, reducing false alarms at night.

        Beacon 2 is available immediately for Linux and macOS, and a hosted version will follow in March. Existing users can upgrade in place without losing data. The core remains free under the Apache 2.0 license, while the hosted plan starts at $29 per month for up to five users.
        """;

    /// <summary>An English news text.</summary>
    public const string News = """
        The city council of Portland voted 7-2 on Wednesday to ban gas-powered leaf blowers starting in 2027, ending a debate that has divided homeowners and landscapers for almost a decade. Supporters say the machines are a health hazard because their two-stroke engines release more fine particles in one hour than a pickup truck does in a day. Opponents argued that battery-powered models cost twice as much and run out of power before lunch.

        Under the new rules, households will receive a rebate of up to $150 when they trade in an old blower at one of five collection points. Small landscaping companies can apply for interest-free loans, and those with fewer than ten employees have an extra year to comply. Fines start at $250 for repeat offenders. "Nobody wants to put a small business out of work, but our kids deserve clean air," said Council Member Rosa Delgado. A state court rejected a similar ban in Salem last year, so lawyers on both sides expect a challenge.
        """;

    /// <summary>A German news text.</summary>
    public const string GermanNews = """
        Der Stadtrat von Freiburg hat am Dienstagabend den Bau einer neuen Straßenbahnlinie beschlossen. Die 7,5 Kilometer lange Strecke soll den Hauptbahnhof ab 2029 mit dem Stadtteil Dietenbach verbinden und rund 180 Mio. Euro kosten. Oberbürgermeister Martin Horn sprach von einem Meilenstein für die Verkehrswende. „Wir bringen 16.000 Menschen ohne Auto in die Innenstadt“, sagte er nach der Abstimmung.

        Kritik kam von den Anwohnern der Wiesenstraße, weil für die Trasse 84 Bäume gefällt werden müssen. Die Bürgerinitiative „Grüner Westen“ kündigte an, vor dem Verwaltungsgericht zu klagen. Das Land Baden-Württemberg übernimmt nach Angaben des Verkehrsministeriums die Hälfte der Kosten, sofern die Arbeiten bis zum 31. März 2027 beginnen. Die Ausschreibung startet im Herbst, der Spatenstich ist für Januar geplant. Bis zur Eröffnung der Linie sollen Elektrobusse im Fünf-Minuten-Takt fahren.
        """;

    /// <summary>A list under a heading.</summary>
    public const string Bullets = """
        Ideas for the team offsite

        - Cooking class with a local chef instead of a restaurant dinner
        - Half-day hike to the lake, with a shuttle back for those who prefer not to walk
        - No slides: every team explains its biggest failure of the year in five minutes
        - Silent disco
        - Swap jobs for an hour: developers answer support tickets, support reviews code
        - Hackathon with a jury made up of customers
        - Free afternoon without any programme
        - Budget: 300 euros per person
        """;

    /// <summary>A French local news text.</summary>
    public const string French = """
        La boulangerie Martin, installée depuis 1952 sur la place du marché, fermera ses portes à la fin du mois de juin. Après quarante ans derrière le four, Jacques et Hélène Martin prennent leur retraite sans avoir trouvé de repreneur. « Nous avons reçu trois candidats, mais aucun n'était prêt à se lever à deux heures du matin », raconte Hélène avec un sourire.

        La mairie étudie plusieurs solutions pour conserver un commerce de pain dans le centre du village. Un distributeur automatique pourrait être installé dès cet été, mais de nombreux habitants préfèrent une coopérative gérée par des bénévoles. Une réunion publique aura lieu jeudi soir à la salle des fêtes. Le boulanger a promis de transmettre la recette de son célèbre pain de seigle au futur repreneur.
        """;

    /// <summary>A Spanish local news text.</summary>
    public const string Spanish = """
        El huerto comunitario del barrio de La Latina cumple diez años con más vecinos que nunca. Lo que empezó como un solar lleno de escombros es hoy un jardín de dos mil metros cuadrados donde crecen tomates, lechugas y hierbas aromáticas. Cada familia cuida una parcela y dedica dos horas al mes a las tareas comunes.

        Los voluntarios han instalado un sistema de riego que aprovecha el agua de lluvia y reduce el consumo a la mitad. Además, los colegios de la zona visitan el huerto cada semana para aprender de dónde viene la comida. El ayuntamiento ha prometido renovar la cesión del terreno por otros cinco años, aunque los vecinos piden un acuerdo definitivo.
        """;

    /// <summary>Chinese, which has no spaces.</summary>
    public const string Chinese = """
        北京市政府周三宣布，将在未来三年内新建五百公里自行车道，以减少交通拥堵和空气污染。新车道将连接主要地铁站、学校和公园，并与机动车道完全隔离。市民可以通过手机应用报告被占用的车道。专家认为，这项计划每年可减少二十万吨碳排放。
        """;

    /// <summary>Barely a hundred words.</summary>
    public const string Cats = """
        Cats sleep between twelve and sixteen hours a day, which is twice as much as most humans. They save energy for short bursts of hunting at dawn and dusk. Indoor cats keep the same rhythm even though their food comes from a can.

        A tired cat is usually a healthy cat, but sudden changes in sleep can be a warning sign. Older animals with arthritis look for warm, soft places and avoid high shelves. If your cat hides all day or refuses to eat, a visit to the vet is the safest choice. Playing for ten minutes before dinner helps young cats to sleep through the night.
        """;

    /// <summary>Advice in the imperative.</summary>
    public const string Garden = """
        A small balcony is enough to grow your own vegetables, as long as it gets five hours of sun. Tomatoes, chillies and bush beans do well in pots, while lettuce and spinach tolerate half shade. Choose containers with holes in the bottom, because roots rot quickly in standing water.

        Water early in the morning and never in the midday heat. A layer of straw keeps the soil moist and saves you one round of watering. Feed the plants every two weeks with liquid fertiliser once they flower. With three pots and a railing planter, a family of four can harvest fresh salad from May to October.
        """;

    /// <summary>A technical article in Markdown, with headings, a link and code.</summary>
    public const string Article = """
        # How we cut our build time in half

        Our CI pipeline took **18 minutes**. That was long enough for everyone to lose focus, and short enough for nobody to fix it. Here's what we changed.

        ## Measure first

        We exported the timings of 2,000 builds to a spreadsheet (see [the script](https://example.com/script)). Two steps stood out: `npm install` and the integration tests.

        ## Cache dependencies

        Restoring the package cache from the last successful build saved four minutes. The trick is to key the cache by the hash of the lock file.

        ```yaml
        - uses: actions/cache@v4
        ```

        ## Split the tests

        We divided the integration tests by duration, not by name. Four runners now finish at about the same time.

        ## What did not help

        Bigger machines made almost no difference, because most steps were waiting for the network.
        """;
}
