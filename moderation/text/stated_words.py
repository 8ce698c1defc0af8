"""The words of sentences that state a mailbox; comma-separated patterns, in any letters.

Compiled by hand for this project from how people in several languages say an address aloud.
"""

HOMONYMS = (
    "libero,onet,onecie,ziggo,telia,telii,freenet,telekom,t-online,proton(?! pump),with google"
    ",google's (?:mail|post),the google (?:one|mail|post|place),sfr,bbox,tiscali,virgilio,movistar"
    ",telefonica,sapo,telenet,skynet,bluewin,swisscom,chello,wp,interia,interii,seznam,seznamu"
    ",azet,freemail,comhem,bredband,comcast,verizon,telus,xtra,qq,naver,talktalk,talk talk,bt"
    ",bt internet,plusnet,msn,fastmail,zoho,vodafone,kpn,proximus,luukku,kolumbus,yandex,mail.ru"
    ",mail ru,rediff,laposte,la poste,wanadoo,arcor,posteo,o2,мейл.ру,мейл ру,майл ру,мэйл ру"
    ",яндекс,яндексе,рамблере,рамблер,gmailu,gmaila,gmailem"
)
"""Providers that are known by name where mail is spoken of, besides those of the data file."""

ORDINARY_HOMONYMS = "sky,orange,planet,bell,shaw,virgin,alice,terra,juno,rogers,aruba,scarlet,bol"
"""Providers whose names are ordinary words; they count where they stand like a provider."""

STANDS_BEHIND = (
    "at,on,with,bei,chez,su,bij,op,hos,na,by,then,dan,puis,poi,adresse,adres,mail,posta,w,no"
)
"""What stands right before a provider with an ordinary name."""

STANDS_BEFORE = (
    "[ -](?:e-?mail|mail|mailbox|account|address|addy|one|lot|people)\\b,\\.(?:com|fr|it|nl|ca)\\b"
    ",(?:.)?(?: then| dot| punkt| point)? com\\b"
)
"""What stands right behind one."""

MAIL_WORDS = (
    "e-?mail,mail,mejl,e-?post\\b,\\bpost (?:an|till|til)\\b,\\bposta\\b,\\bpoczt,\\bcorre[io]"
    ",\\bcourriel,adress,\\badres\\b,\\bindirizzo,\\bendereco,почт,имейл,мыло,\\bmessagerie"
    ",\\bpostfach"
)
"""Words for mail, or for an address."""

OWNERS = (
    "i,my,mine,me,our,i'm,i am,mein,meine,meinen,meiner,mich,mir,unser,unsere,mon,ma,moi,notre,mi"
    ",mio,mia,nostra,meu,minha,mijn,m'n,mij,onze,moj,moja,moje,mnie,min,mitt,mig,vår,моя,мой,мне"
    ",ho"
)
"""Words by which a writer speaks of the own mail."""

GIVING = (
    "write,mail me,e-?mail me,contact me,reach me,message me,drop me,schreib,melde,erreich,find me"
    ",findet mich,m'ecri,ecri[srv],contactez,escrib,contacta,scriv,contatt,schrijf,stuur,mail mij"
    ",mail me maar,me mailen,mailen,freue mich (?:über|auf),pisz,napisz,skriv,mejla,mail gerne"
    ",пиши,escrev"
)
"""Words that ask for a letter."""

COPULAS = "is,ist,est,es,é,è,jest,är,er"
IDENTITIES = (
    "c'est,to,jest to,has been,lautet,heisst,heißt,heet,heter,hedder,se llama,s'appelle,si chiama"
    ",called,named,nazywa się,chama-se,это,there is,there it's,it's,that's,das ist"
)
"""Words that a name follows, and nothing that a thing is like."""

THEN = (
    "and then,then,und dann,dann,en dan,dan,et puis,puis,y luego,luego,e poi,poi,och sen,sen,og så"
    ",i potem,potem,and,und,plus,followed by"
)
"""Words between a name and its provider."""

PREPOSITIONS = (
    "at,on,with,by,bei,beim,chez,en,em,de,su,da,no,do,na,w,hos,på,bij,op,в,на,from,via,@,sur,auf"
    ",over on,over at,ved,u"
)

JOINED = (
    "no gaps?,no spaces?,no blanks?,without the gaps?,without (?:a|any|the) (?:gap|space)s?"
    ",without spaces?,all one word,as one word,in one word,one word,all together,all run together"
    ",run together,all joined up,joined up,zusammengeschrieben,zusammen geschrieben,alles zusammen"
    ",ohne leerzeichen,in einem wort,ohne lücke,en un mot,en un seul mot,sans espaces?"
    ",tout attaché,tout collé,todo junto,todo seguido,sin espacios?,en una palabra,tutto attaccato"
    ",tutto unito,tutta attaccata,senza spazi,senza spazio,tudo junto,sem espaços?,aan elkaar"
    ",aaneen,zonder spaties?,alles aan elkaar,utan mellanslag,ihopskrivet,i ett ord,uden mellemrum"
    ",uten mellomrom,i ett,bez spacji,razem pisane,pisane razem,jednym słowem,слитно,без пробелов"
    ",(?:two|three|four) words,dots? (?:in )?between,without (?:a|the|any) dots?,ohne punkt"
    ",sans point,senza punti,sin puntos?"
)
"""How a name of several words, or of one, is written together."""

BACKWARDS = (
    "backwards?,spelt backwards?,spelled backwards?,written backwards?,reversed,in reverse"
    ",the wrong way round,the other way round,back to front,spelt from the back,rückwärts"
    ",rückwärts geschrieben,von hinten,à l'envers,al revés,al contrario,alla rovescia,ao contrário"
    ",achterstevoren,omgekeerd,baklänges,bakvendt,wspak,od tyłu,наоборот"
)

SIGN_TOLD = (
    "the (?:at|@)(?:[ -]?sign)?,the (?:curly|swirly|round|funny|circled|squiggly|snail) (?:a|at"
    "|thing|one|sign|symbol),the (?:usual|little) (?:sign|symbol|thing|squiggle),the squiggle"
    ",the snail,the monkey(?:'s)? tail,the you-know-what,das (?:at|@|klammeraffe|affenschwanz"
    "|kringel)\\w*,der klammeraffe,der affenschwanz,der kringel,l'arobase,arobase,la arroba,arroba"
    ",la chiocciola,chiocciola,apenstaartje,het apenstaartje,snabel-a,snabela,małpa,собака,собачка"
)

SIGN_BETWEEN = (
    "dot,full stop,underscore,low line,hyphen,dash,plus sign,minus sign,punkt,unterstrich"
    ",bindestrich,minus,point,tiret,tiret du bas,punto,guion,guion bajo,trattino,punt,streepje"
    ",ponto,kropka,podkreślnik,myślnik,punktum,understreck,bindestreck,точка,a dot,a full stop"
    ",an underscore,a hyphen,a dash,ein punkt,un point,un punto,then a dot,een punt"
)
"""Signs inside a name, in words."""

ENDING_TOLD = (
    "(?:com|net|de|fr|es|it|nl|pl|se|ru|uk) (?:at the end|on the end|am ende|hinten|dahinter"
    "|à la fin|al final|alla fine|erachter|på slutet|til slut|na końcu),met (?:com|nl|de) erachter"
    ",acabado en \\w+,terminé par \\w+,terminado en \\w+,(?:con|avec|mit) (?:punto|point"
    "|punkt) \\w+,(?:point|punto|punkt|kropka|punt) (?:com|fr|de|es|it|pl|nl|se)"
)
"""An ending told in words."""

NUMBERS = (
    "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -]?(?:one|two|three|four|five"
    "|six|seven|eight|nine))?,(?:ten|eleven|twelve|thir|four|fif|six|seven|eigh|nine)teen,[a-z]{0"
    ",14}(?:zwanzig|dreißig|dreissig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig),(?:drei|vier"
    "|fünf|sech|sieb|acht|neun)zehn,(?:vingt|trente|quarante|cinquante|soixante"
    "|quatre-vingts?)(?:-[a-z-]+)?,(?:veinti[a-z]+|treinta|cuarenta|cincuenta|sesenta|setenta"
    "|ochenta|noventa)(?: y [a-z]+)?,(?:vent|trent|quarant|cinquant|sessant|settant|ottant"
    "|novant)[a-z]{1,8},[a-z]{0,10}(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig"
    "|negentig),(?:tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio)[a-z]{0,4}"
    ",(?:dwadzieścia|trzydzieści|czterdzieści|[a-z]{3,9}dziesiąt)"
)
"""Numbers in words that people put behind a name."""

BEFORE_NUMBER = (
    "and,und,et,y,e,en,i,och,plus,then,dann,après,después,dopo,dan,mon,année,my,year,the,el,le,a"
    ",with,mit,avec,con,suivi de,suivi du,followed by,behind it,met,med,my year"
)
"""Words between a name and a number behind it."""

PLACES = (
    "as,als,under,unter,sous,come,como,jako,som,called,named,name is,mi nombre es,mon nom c'est"
    ",mon nom est,mail name is,mail name's,names? me,ich heisse,ich heiße,ik heet,jag heter"
    ",mi chiamo,me llamo,je m'appelle"
)
"""Words that a name follows, of whatever it is the name."""

LOGINS = (
    "user ?name,user ?name is,nick,nickname,nick is,handle,handle is,alias,pseudo,nome utente"
    ",benutzername,nutzername,gebruikersnaam,usuario,identifiant,the name there is"
    ",the name on it is,name of,under the name,nazwa,логин,имя,ник,vorne,vorn,davor,first comes"
    ",devant,davanti,delante,(?:mail|account|adresse|correo) (?:under|unter|sous|onder|as|als)"
    ",ask for,vorneweg,vorneweg steht,vorne steht,davor steht,(?:first|front) (?:bit|part|half)"
    ",(?:front|beginning|start|first bit|first part|first half) (?:is|it's|says|comes),(?:put|type"
    "|take|use|write) (?=[\\w.]+ (?:first|in front|before)\\b)"
)
"""Words that the name of an account follows."""

ADDRESSES = (
    "(?:my|mein|meine|die|mijn|mon|ma|mi|min|mia|moj|the) (?:e-?mail|mail|addy|address|adresse"
    "|mailadresse|correo|mejl|posta|adresse mail)"
)
"""Words for the own address."""

I_AM = "i'm,i am,me is,ich bin,bin ich,soy,sono,je suis,jestem,ik ben,ben ik,jag är,sou,eu sou"

ADJECTIVE_ENDINGS = (
    "(?:zt|llt|gt|ft|rt|cht|mmt|fen|gen|sen|den|ben|ten|ren|len|los|bar|haft|lich|ig|isch|baar"
    "|lijk|issim[oa]|it[oaei]|ut[oaei]|at[oaei]|ad[oa]s?|id[oa]s?|ante|ente|ble|eux|euse|if|ive"
    "|ique|elle|ée?s?|ad|at|lig|isk|bar|[npwzltao]n[aey]|wy|ty|ta|ki|ka|ый|ая|ое|ing|ed|iert)"
)

FILLERS = (
    "just,simply,only,been,always,einfach,immer,gewoon,juste,bara,the,die,der,das,la,le,el,o,a"
)
"""Words without a meaning of their own before a name."""

IS_MINE = (
    "(?:is|ist|est|es|é|è|to|är|er) (?:my|mein|mon|mi|il mio|o meu|moj|mitt|mijn) ?(?:user ?name"
    "|name|nick\\w*|handle|login|mail name|nom|nombre|nome|naam|namn|nick)"
)
"""What follows a name that is the writer's."""

ADVERBS = (
    "vielleicht,abends,morgens,lieber,manchmal,meistens,normalerweise,natürlich,übrigens,jedoch"
    ",helst,gärna,kanske,liever,misschien,soms,mejor,quizás,normalmente,siempre,meglio,forse"
    ",normalement,plutôt,peut-être,parfois,surtout,może,najlepiej,czasem,zwykle,talvez,geralmente"
    ",kanskje,måske,sogar,eigentlich,endlich,trotzdem,deswegen,allerdings,immerhin,zumindest"
)
"""Words that stand for themselves between commas."""

FEATURES = (
    "starts [a-z]+ and (?:finishes|ends) (?!with|in),(?:two|three|double) [a-z]'s in"
    ",(?:the )?first letters? of (?:my )?[a-z]+ ?,the number of my,(?:take )?the first letters"
    ",der erste buchstabe von,la première lettre de,la primera letra de,la prima lettera di"
)
"""How a riddle for a name begins."""

BOTHERED = (
    "passw,kennwort,contrase,mot de passe,wachtwoord,lösenord,hasło,пароль,scam,phishing,spam"
    ",virus,hacked,forgot,vergessen,form asks,app asks,site asks,asks for my"
)
"""A sentence with one of these speaks of trouble with an account, not of its name."""

HINTS = (
    "my (?:\\w+ )?(?:first|last|maiden|middle) names?,my surname,my initials,my three initials"
    ",same (?:name|nickname|front|as)(?: \\w+)? (?:part|as|here),the rest of it is,(?:front"
    "|back) half,in front,instead of the,first letters,letters (?:one|two|three),without the last"
    ",(?:two|three) words,a(?: little)? dot,full stop between,nothing (?:else|more) before"
    ",rhymes with,opposite of,house number,number plate,maiden name,vorname,nachname,geburtsjahr"
    ",prénom,cognome,achternaam,efternamn,etternavn,nazwisko,imię,apelido,dog's name,cat's name"
    ",vowels,called me,call myself,on the end,number of days,number of my,funny underscore"
    ",en un mot,behind it,spelt,spelled"
)
"""What may be a riddle for a name."""

STATES = (
    "gratis,kaputt,gesperrt,überfüllt,verschwunden,abgelaufen,langsam,defekt,unbekannt,ungültig"
    ",nervig,schrecklich,furchtbar,übervoll,leider,immer,wieder,zurück,besser,schlecht,einfach"
    ",praktisch,nutzlos,sicher,offline,gehackt,gelöscht,umsonst,kostenlos,prima,traag,langzaam"
    ",geblokkeerd,verdwenen,weer,altijd,trasig,långsam,borta,spärrad,fullt,igen,alltid,aldrig"
    ",zepsuta,zepsuty,pełna,pełny,wolna,zablokowana,znowu,zawsze,nigdy,bezpłatna,darmowa,bloquée?"
    ",pleine,lent,lente,perdue?,toujours,encore,gratuit,gratuite,saturée?,llena,lleno,roto,rota"
    ",siempre,bloqueado,caído,caída,fatal,lentissimo,lentissima,rotto,rotta,sempre,gratuito"
    ",gratuita,bloccata,bloccato,cheia,cheio,lento,lenta,parado,katastrofa,tragedia,problem"
    ",probleme,problema,vertrag,rechnung,werbung,reklame,reklama,factuur,facture,fattura,factura"
    ",utilizzata,angekommen,eingerichtet,geschickt,arrivata,disponible,contrat,privat,privé"
    ",privada,online,nochmal,genug,schluss,katastrophe,quatsch,mist,blödsinn,spamordner,spamfilter"
    ",nichts,alles,etwas,niente,rien,nada,ingenting,niets,nic,unsinn"
)
"""What people say of a mailbox that is no name of it."""
