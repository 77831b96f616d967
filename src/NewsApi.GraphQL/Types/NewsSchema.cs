using GraphQL.Introspection;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Suggesting;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Filtering;
using NewsApi.GraphQL.Mutations;
using NewsApi.GraphQL.Paging;
using NewsApi.GraphQL.Subscriptions;

namespace NewsApi.GraphQL.Types;

/// <summary>The GraphQL schema. It has all types, and the text of the schema in SDL.</summary>
public sealed class NewsSchema : Schema
{
    private readonly TableTypes _types = new();
    private readonly Lazy<string> _text;

    public NewsSchema()
    {
        var types = _types;
        var connections = new ConnectionField(types);
        var (node, entity) = (new NodeInterface(types), new EntityInterface(types));
        types.Add(new ArticleType(node));
        types.Add(new PersonType(node, entity, connections));
        types.Add(new PlaceType(node, entity, connections));
        types.Add(new TopicType(node, entity, connections));
        types.Add(new MentionType());
        types.Add(new ArticleVersionType());

        Directives.Register(new SpecifiedByDirective(), new CostDirective(), new ListSizeDirective());
        NewerIntrospection.Enable(this);
        Comparer = new TypesByName();
        Description = "NewsApi: articles, people, places and topics.";
        Query = new QueryType(types, connections);
        var mutations = new MutationType();
        Mutation = mutations;
        Subscription = new SubscriptionType();
        RegisterTypes([node, entity, .. types.All]);
        RegisterTypes(
            new ImageType(), new RecordType<Rendition>(("Url", "URL")), new RecordType<FocalPoint>(),
            new RecordType<InformationSource>(), new RecordType<Correction>(),
            new RecordType<Span>(), new WireType(), new SectionType(), new SuggestionType(), ConnectionTypes.CreatePageInfo());
        RegisterTypes(
            new EnumType<BodyFormat>(), new EnumType<ArticleStatus>(), new EnumType<EntityKind>(), new EnumType<MentionRelation>(),
            new EnumType<MentionOrigin>(), new EnumType<SuggestionKind>(),
            new SortEnumType(),
            new DateTimeType(), new UrlType(), new IdType());
        RegisterTypes([.. mutations.CreateTypes(), .. SubscriptionType.CreatePayloads()]);
        TableType[] listed =
            [types[ContentTable.Article], types[ContentTable.Person], types[ContentTable.Place], types[ContentTable.Topic]];
        foreach (var type in listed)
        {
            RegisterTypes([.. ConnectionTypes.CreateFor(type), SortInputs.CreateFor(type)]);
        }

        RegisterTypes([.. listed.Append(types[ContentTable.Mention]).Select(FilterInputs.CreateFor)]);
        RegisterTypes([.. FacetFields.CreateTypes()]);
        FilterField[] filters = [.. types.All.SelectMany(t => t.Filters)];
        var relations = filters.OfType<FilterRelation>().Where(r => !r.One).DistinctBy(r => r.InputType);
        RegisterTypes([.. relations.Select(r => FilterInputs.CreateForRelation(types[r.Relation.To]))]);
        var scalars = filters.OfType<FilterScalar>().DistinctBy(s => s.InputType);
        RegisterTypes([.. scalars.Select(FilterInputs.CreateForScalar), FilterInputs.CreateForTexts()]);
        Initialize();
        NewerIntrospection.AddTo(this);
        IntrospectionLimits.AddTo(this);
        _text = new Lazy<string>(() => this.Print());
    }

    /// <summary>The schema in SDL, with types sorted by name and fields in the order of their declaration.</summary>
    public string Text => _text.Value;

    /// <summary>Reads a filter of articles.</summary>
    /// <param name="maxSize">The largest size of the filter (<see cref="Loading.OperationOptions.MaxFilterSize"/>).</param>
    internal Condition ReadArticleFilter(IDictionary<string, object?>? filter, int maxSize) =>
        new FilterReader(_types.ByTable, maxSize).Read(ContentTable.Article, filter);

    private void RegisterTypes(params IGraphType[] types)
    {
        foreach (var type in types)
        {
            RegisterType(type);
        }
    }

    // Types are sorted by name, so that a new type does not move other types in the published file.
    private sealed class TypesByName : DefaultSchemaComparer
    {
        public override IComparer<IGraphType> TypeComparer { get; } =
            Comparer<IGraphType>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name));
    }
}
